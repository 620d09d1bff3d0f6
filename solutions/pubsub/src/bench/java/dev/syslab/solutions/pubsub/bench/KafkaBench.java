package dev.syslab.solutions.pubsub.bench;

import dev.syslab.labs.pubsub.Upload;
import dev.syslab.labs.pubsub.UploadJson;
import dev.syslab.labs.pubsub.Uploads;
import dev.syslab.subject.Environment;
import dev.syslab.subject.bench.BenchRun;
import dev.syslab.subject.bench.Benchmark;
import dev.syslab.subject.bench.Contender;
import dev.syslab.subject.bench.Round;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Sending against Kafka's own client: an idempotent producer, acks=all, the owner as the key. */
final class KafkaBench implements Benchmark {
  private static final String PEER = "kafka-clients";
  private static final String TOPIC = "films";
  private static final int PARTITIONS = 3;

  @Override
  public void run(BenchRun run) throws Exception {
    Map<Environment, Arrivals> arrivals = new HashMap<>();
    arrivals.put(run.peer(), arrivals(run.peer()));
    for (Contender<Uploads> one : run.contenders(Uploads.class)) {
      arrivals.put(one.environment(), arrivals(one.environment()));
    }
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            run.peer().kafka(),
            "acks",
            "all",
            "enable.idempotence",
            true,
            "linger.ms",
            1);
    String topic = run.peer().kafkaPrefix() + TOPIC;
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
      for (int inFlight : List.of(1, 20, 200, 1_000)) {
        Map<String, Round> rounds = new LinkedHashMap<>();
        rounds.put(
            PEER,
            figures ->
                Batch.measure(
                    inFlight,
                    figures,
                    uploads -> send(producer, topic, uploads),
                    arrivals.get(run.peer())));
        for (Contender<Uploads> one : run.contenders(Uploads.class)) {
          rounds.put(
              one.name(),
              figures ->
                  Batch.measure(
                      inFlight,
                      figures,
                      uploads -> one.contract().send(TOPIC, uploads),
                      arrivals.get(one.environment())));
        }
        run.compare("Kafka, acknowledged: %d in flight".formatted(inFlight), PEER, rounds);
      }
    } finally {
      arrivals.values().forEach(Arrivals::close);
    }
  }

  private static void send(
      KafkaProducer<String, byte[]> producer, String topic, List<Upload> uploads) throws Exception {
    List<Future<?>> sent = new ArrayList<>();
    for (Upload upload : uploads) {
      sent.add(
          producer.send(new ProducerRecord<>(topic, upload.owner(), UploadJson.encode(upload))));
    }
    for (Future<?> one : sent) {
      one.get();
    }
  }

  private static Arrivals arrivals(Environment env) throws Exception {
    String topic = env.kafkaPrefix() + TOPIC;
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", env.kafka()))) {
      admin.createTopics(List.of(new NewTopic(topic, PARTITIONS, (short) 1))).all().get();
    }
    return new Arrivals(env, topic, PARTITIONS);
  }
}
