package dev.syslab.solutions.pubsub;

import dev.syslab.labs.pubsub.DatabaseException;
import dev.syslab.labs.pubsub.Upload;
import dev.syslab.labs.pubsub.UploadJson;
import dev.syslab.subject.Environment;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Follows a topic as a member of its role's group. Offsets are committed after the effects: if a
 * follower dies, its records are read again by the member that gets its partitions. One thread acts
 * on a partition's records one after the other, so an owner's effects follow the order of the log,
 * even when two followers believe that the partition is theirs: the second finds what the first has
 * recorded.
 */
public class Follower {
  protected static final Duration POLL = Duration.ofMillis(200);

  protected final Environment env;
  protected final String topic;
  protected final String group;
  protected final Consumer<Upload> effect;

  /**
   * @param topic with the prefix
   * @param group without it
   */
  public Follower(Environment env, String topic, String group, Consumer<Upload> effect) {
    this.env = env;
    this.topic = topic;
    this.group = group;
    this.effect = effect;
  }

  /** Follows until something goes wrong. */
  public void round() {
    KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(settings());
    try {
      consumer.subscribe(List.of(topic));
      while (true) {
        ConsumerRecords<String, byte[]> records = consumer.poll(POLL);
        handle(consumer, records);
      }
    } finally {
      consumer.close(org.apache.kafka.clients.consumer.CloseOptions.timeout(Duration.ZERO));
    }
  }

  protected Map<String, Object> settings() {
    return KafkaSettings.consumer(env, group);
  }

  protected void handle(
      KafkaConsumer<String, byte[]> consumer, ConsumerRecords<String, byte[]> records) {
    Map<TopicPartition, OffsetAndMetadata> done = new HashMap<>();
    for (ConsumerRecord<String, byte[]> record : records) {
      try {
        effect.accept(UploadJson.decode(record.value()));
      } catch (DatabaseException e) {
        // Read again from here. Waiting here would delay the next poll for too long.
        rewind(consumer, records, done);
        Repeated.pause();
        break;
      }
      done.put(
          new TopicPartition(record.topic(), record.partition()),
          new OffsetAndMetadata(record.offset() + 1));
    }
    if (!done.isEmpty()) {
      consumer.commitSync(done);
    }
  }

  /** Goes back to the first record of each partition that was not acted on. */
  private static void rewind(
      KafkaConsumer<String, byte[]> consumer,
      ConsumerRecords<String, byte[]> records,
      Map<TopicPartition, OffsetAndMetadata> done) {
    for (TopicPartition partition : records.partitions()) {
      OffsetAndMetadata next = done.get(partition);
      consumer.seek(
          partition, next == null ? records.records(partition).get(0).offset() : next.offset());
    }
  }
}
