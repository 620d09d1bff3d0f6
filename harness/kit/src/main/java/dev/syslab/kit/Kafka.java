package dev.syslab.kit;

import dev.syslab.kit.run.TestScope;
import dev.syslab.services.base.Namespace;
import dev.syslab.services.base.Server;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** The test's topics in Kafka: those whose names begin with {@link #prefix()}. */
public final class Kafka extends TestServer<Kafka> {
  private Admin admin;

  Kafka(TestScope scope, Server server, Namespace namespace, boolean own) {
    super(scope, server, namespace, own);
  }

  /** {@code host:port}, without a link. */
  public String bootstrap() {
    return variable("KAFKA_BOOTSTRAP");
  }

  public String prefix() {
    return variable("KAFKA_PREFIX");
  }

  /** An admin client for the judge. */
  public synchronized Admin admin() {
    if (admin == null) {
      admin = Admin.create(Map.of("bootstrap.servers", bootstrap()));
    }
    return admin;
  }

  /** Creates a topic; the name is given without the prefix. */
  public void topic(String name, int partitions) {
    try {
      admin()
          .createTopics(List.of(new NewTopic(prefix() + name, partitions, (short) 1)))
          .all()
          .get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (java.util.concurrent.ExecutionException e) {
      throw trouble(e);
    }
  }

  /**
   * All current records of a topic, as strings, partition by partition; those of aborted
   * transactions only on request.
   */
  public List<ConsumerRecord<String, String>> records(String name, boolean committedOnly) {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            bootstrap(),
            "isolation.level",
            committedOnly ? "read_committed" : "read_uncommitted",
            "key.deserializer",
            StringDeserializer.class,
            "value.deserializer",
            StringDeserializer.class);
    try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(settings)) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(prefix() + name).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      List<ConsumerRecord<String, String>> records = new ArrayList<>();
      while (partitions.stream()
          .anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
        consumer.poll(Duration.ofMillis(200)).forEach(records::add);
      }
      return records;
    }
  }

  @Override
  public synchronized void close() {
    if (admin != null) {
      admin.close(Duration.ZERO);
    }
    super.close();
  }
}
