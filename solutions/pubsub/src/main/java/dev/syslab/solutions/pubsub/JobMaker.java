package dev.syslab.solutions.pubsub;

import dev.syslab.labs.pubsub.Upload;
import dev.syslab.labs.pubsub.UploadJson;
import dev.syslab.labs.pubsub.Uploads;
import dev.syslab.subject.Environment;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads, makes and writes in one transaction: the jobs, and the position in the input after their
 * uploads, become visible together or not at all. The transactional id names this server, so that
 * its next start ends what the last one left open. The group's generation goes along with the
 * offsets: a server that has lost its partitions meanwhile cannot commit.
 */
public class JobMaker {
  private static final Duration POLL = Duration.ofMillis(200);

  protected final Environment env;
  protected final String from;
  protected final String to;

  /** Topics without the prefix. */
  public JobMaker(Environment env, String from, String to) {
    this.env = env;
    this.from = from;
    this.to = to;
  }

  /** Works until something goes wrong; the next round begins at the last commit. */
  public void round() {
    KafkaProducer<String, byte[]> producer = new KafkaProducer<>(producerSettings());
    KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(consumerSettings());
    try {
      begin(producer);
      consumer.subscribe(List.of(env.kafkaPrefix() + from));
      while (true) {
        ConsumerRecords<String, byte[]> records = consumer.poll(POLL);
        if (!records.isEmpty()) {
          handle(consumer, producer, records);
        }
      }
    } finally {
      producer.close(Duration.ZERO);
      consumer.close(org.apache.kafka.clients.consumer.CloseOptions.timeout(Duration.ZERO));
    }
  }

  /** Aborts what an earlier producer with the same id has left open, and fences it. */
  protected void begin(KafkaProducer<String, byte[]> producer) {
    producer.initTransactions();
  }

  protected void handle(
      KafkaConsumer<String, byte[]> consumer,
      KafkaProducer<String, byte[]> producer,
      ConsumerRecords<String, byte[]> records) {
    producer.beginTransaction();
    write(producer, records);
    producer.sendOffsetsToTransaction(after(records), metadata(consumer));
    producer.commitTransaction();
  }

  protected void write(
      KafkaProducer<String, byte[]> producer, ConsumerRecords<String, byte[]> records) {
    for (ConsumerRecord<String, byte[]> record : records) {
      Upload upload = UploadJson.decode(record.value());
      for (String size : List.of("small ", "large ")) {
        producer.send(
            new ProducerRecord<>(
                env.kafkaPrefix() + to,
                upload.owner(),
                (size + upload.id()).getBytes(StandardCharsets.UTF_8)));
      }
    }
  }

  protected static Map<TopicPartition, OffsetAndMetadata> after(
      ConsumerRecords<String, byte[]> records) {
    Map<TopicPartition, OffsetAndMetadata> after = new HashMap<>();
    for (ConsumerRecord<String, byte[]> record : records) {
      after.put(
          new TopicPartition(record.topic(), record.partition()),
          new OffsetAndMetadata(record.offset() + 1));
    }
    return after;
  }

  protected ConsumerGroupMetadata metadata(KafkaConsumer<String, byte[]> consumer) {
    return consumer.groupMetadata();
  }

  protected Map<String, Object> consumerSettings() {
    return KafkaSettings.consumer(env, "jobs-" + from + "-" + to);
  }

  protected Map<String, Object> producerSettings() {
    Map<String, Object> settings = KafkaSettings.producer(env);
    settings.put("transactional.id", transactionalId());
    settings.put("transaction.timeout.ms", (int) Uploads.TRANSACTION.toMillis());
    return settings;
  }

  protected String transactionalId() {
    return env.kafkaPrefix() + "jobs-" + from + "-" + to + "-" + env.id();
  }
}
