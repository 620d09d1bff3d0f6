package dev.syslab.solutions.pubsub.bench;

import dev.syslab.labs.pubsub.UploadJson;
import dev.syslab.subject.Environment;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads what has arrived in a topic. */
final class Arrivals implements Batch.Arrived, AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(100);

  private final KafkaConsumer<String, byte[]> consumer;
  private final List<TopicPartition> partitions;

  /**
   * @param topic with the prefix
   */
  Arrivals(Environment env, String topic, int partitions) {
    this.partitions =
        IntStream.range(0, partitions).mapToObj(i -> new TopicPartition(topic, i)).toList();
    this.consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", env.kafka()),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    consumer.assign(this.partitions);
    consumer.seekToBeginning(this.partitions);
  }

  @Override
  public long different() {
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    Set<String> ids = new HashSet<>();
    while (partitions.stream().anyMatch(one -> consumer.position(one) < ends.get(one))) {
      consumer.poll(POLL).forEach(record -> ids.add(UploadJson.decode(record.value()).id()));
    }
    return ids.size();
  }

  @Override
  public void close() {
    consumer.close();
  }
}
