package dev.syslab.solutions.pubsub;

import dev.syslab.labs.pubsub.Uploads;
import dev.syslab.subject.Environment;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** How this lab's Kafka clients are configured. */
public final class KafkaSettings {
  private KafkaSettings() {}

  /**
   * A producer that neither loses nor reorders anything by retrying (idempotence), and gives up
   * before its caller does.
   */
  public static Map<String, Object> producer(Environment env) {
    Map<String, Object> settings = common(env);
    settings.put("key.serializer", StringSerializer.class);
    settings.put("value.serializer", ByteArraySerializer.class);
    settings.put("acks", "all");
    settings.put("enable.idempotence", true);
    settings.put("linger.ms", 1);
    settings.put("max.block.ms", 4_000);
    settings.put("delivery.timeout.ms", 4_000);
    return settings;
  }

  /**
   * A member of a group that begins at the beginning, and commits explicitly what it has done.
   *
   * @param group without the prefix
   */
  public static Map<String, Object> consumer(Environment env, String group) {
    Map<String, Object> settings = common(env);
    settings.put("group.id", env.kafkaPrefix() + group);
    settings.put("key.deserializer", StringDeserializer.class);
    settings.put("value.deserializer", ByteArrayDeserializer.class);
    settings.put("auto.offset.reset", "earliest");
    settings.put("enable.auto.commit", false);
    settings.put("isolation.level", "read_committed");
    settings.put("allow.auto.create.topics", false);
    settings.put("session.timeout.ms", (int) Uploads.SESSION.toMillis());
    settings.put("heartbeat.interval.ms", (int) Uploads.SESSION.dividedBy(6).toMillis());
    settings.put("max.poll.interval.ms", (int) Uploads.MOST_BUSY.toMillis());
    settings.put("default.api.timeout.ms", 4_000);
    return settings;
  }

  /** For every client: an unreachable address is retried soon. */
  public static Map<String, Object> common(Environment env) {
    Map<String, Object> settings = new HashMap<>();
    settings.put("bootstrap.servers", env.kafka());
    settings.put("request.timeout.ms", 2_000);
    settings.put("reconnect.backoff.max.ms", 500);
    settings.put("metadata.max.age.ms", 5_000);
    settings.put("enable.metrics.push", false);
    return settings;
  }
}
