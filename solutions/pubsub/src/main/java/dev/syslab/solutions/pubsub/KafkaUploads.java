package dev.syslab.solutions.pubsub;

import dev.syslab.labs.pubsub.Effects;
import dev.syslab.labs.pubsub.RefusedException;
import dev.syslab.labs.pubsub.Role;
import dev.syslab.labs.pubsub.UnavailableException;
import dev.syslab.labs.pubsub.UnknownTopicException;
import dev.syslab.labs.pubsub.Upload;
import dev.syslab.labs.pubsub.UploadJson;
import dev.syslab.subject.Environment;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** The part that uses Kafka. */
public abstract class KafkaUploads extends RabbitUploads {
  private static final int API_MILLIS = 4_500;

  private final Set<String> known = ConcurrentHashMap.newKeySet();
  private KafkaProducer<String, byte[]> producer;

  protected KafkaUploads(Environment env) {
    super(env);
  }

  @Override
  public void send(String topic, List<Upload> uploads) {
    Bounds.kafkaTopic(topic);
    uploads.forEach(Bounds::check);
    try {
      lookFor(topic);
      List<Future<?>> sent = new ArrayList<>();
      for (Upload upload : uploads) {
        sent.add(producer().send(record(topic, upload)));
      }
      for (Future<?> one : sent) {
        one.get();
      }
    } catch (ExecutionException | KafkaException e) {
      throw new UnavailableException("Kafka does not answer: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnavailableException("interrupted", e);
    }
  }

  /** One key, one partition, one order. */
  protected ProducerRecord<String, byte[]> record(String topic, Upload upload) {
    return new ProducerRecord<>(
        env.kafkaPrefix() + topic, upload.owner(), UploadJson.encode(upload));
  }

  /** With the usual broker settings, a producer would create the topic. */
  protected void lookFor(String topic) throws ExecutionException, InterruptedException {
    if (known.contains(topic)) {
      return;
    }
    Map<String, Object> settings = KafkaSettings.common(env);
    settings.put("default.api.timeout.ms", API_MILLIS);
    try (Admin admin = Admin.create(settings)) {
      admin.describeTopics(List.of(env.kafkaPrefix() + topic)).allTopicNames().get();
      known.add(topic);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        throw new UnknownTopicException("there is no topic " + topic);
      }
      throw e;
    }
  }

  @Override
  public void follow(String topic, Role role) {
    Bounds.kafkaTopic(topic);
    repeat("follower " + role + " of " + topic, () -> follower(topic, role)::round);
  }

  protected Follower follower(String topic, Role role) {
    return new Follower(
        env, env.kafkaPrefix() + topic, role + "-" + topic, upload -> act(role, upload));
  }

  @Override
  public void makeJobs(String from, String to) {
    Bounds.kafkaTopic(from);
    Bounds.kafkaTopic(to);
    repeat("jobs of " + from + " to " + to, () -> jobMaker(from, to)::round);
  }

  protected JobMaker jobMaker(String from, String to) {
    return new JobMaker(env, from, to);
  }

  @Override
  public void save(Upload upload) {
    Bounds.check(upload);
    try {
      outbox().save(upload);
    } catch (SQLException e) {
      RuntimeException failure = Effects.failure(e);
      throw failure instanceof RefusedException
          ? failure
          : new UnavailableException(e.getMessage(), e);
    }
  }

  @Override
  public void relay(String topic) {
    Bounds.kafkaTopic(topic);
    Outbox outbox = outbox();
    repeat(
        "relay to " + topic,
        () ->
            () -> {
              if (outbox.relay(uploads -> send(topic, uploads)) == 0) {
                Repeated.rest();
              }
            });
  }

  protected Outbox outbox() {
    return new Outbox(effects);
  }

  protected synchronized KafkaProducer<String, byte[]> producer() {
    if (producer == null) {
      producer = new KafkaProducer<>(producerSettings());
      owns(() -> producer.close(java.time.Duration.ZERO));
    }
    return producer;
  }

  protected Map<String, Object> producerSettings() {
    return KafkaSettings.producer(env);
  }
}
