package dev.syslab.labs.pubsub;

import dev.syslab.kit.Kafka;
import dev.syslab.kit.Wait;
import dev.syslab.kit.verdict.Inconclusive;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.*;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** What is in Kafka's topics, and in which order. */
final class Log {
  static final int PARTITIONS = 3;

  private final Kafka kafka;

  Log(Kafka kafka, String... topics) {
    this.kafka = kafka;
    for (String topic : topics) {
      kafka.topic(topic, PARTITIONS);
    }
  }

  /** The uploads of a topic, partition by partition. */
  List<Upload> uploads(String topic) {
    return kafka.records(topic, true).stream()
        .map(record -> UploadJson.decode(bytes(record)))
        .toList();
  }

  private static byte[] bytes(ConsumerRecord<String, String> record) {
    return record.value().getBytes(StandardCharsets.UTF_8);
  }

  /** The values of a topic's records, as somebody sees them who reads what is committed. */
  List<String> committed(String topic) {
    return kafka.records(topic, true).stream().map(ConsumerRecord::value).toList();
  }

  /**
   * How long a topic is: its records, committed or not, and the marks of transactions. Unlike to
   * read it, to ask takes a few milliseconds.
   */
  long length(String topic) {
    Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
    for (int partition = 0; partition < PARTITIONS; partition++) {
      ends.put(new TopicPartition(kafka.prefix() + topic, partition), OffsetSpec.latest());
    }
    return answer(kafka.admin().listOffsets(ends).all()).values().stream()
        .mapToLong(end -> end.offset())
        .sum();
  }

  private static <T> T answer(KafkaFuture<T> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw new Inconclusive("Kafka did not answer the judge", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Inconclusive("interrupted", e);
    }
  }

  /** Sends uploads past the subject, in a transaction of the judge's own. */
  void send(String topic, List<Upload> uploads) {
    send(topic, uploads, true);
  }

  /** The same, and aborts the transaction. */
  void abort(String topic, List<Upload> uploads) {
    send(topic, uploads, false);
  }

  private void send(String topic, List<Upload> uploads, boolean commit) {
    Properties settings = new Properties();
    settings.put("bootstrap.servers", kafka.bootstrap());
    settings.put("transactional.id", kafka.prefix() + "judge");
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
      producer.initTransactions();
      producer.beginTransaction();
      for (Upload upload : uploads) {
        producer.send(
            new ProducerRecord<>(
                kafka.prefix() + topic, upload.owner(), UploadJson.encode(upload)));
      }
      producer.flush();
      if (commit) {
        producer.commitTransaction();
      } else {
        producer.abortTransaction();
      }
    }
  }

  /** Waits until that many members are in one of the test's groups. */
  void awaitMembers(int members) {
    Wait.until(
        members + " servers to share the work as members of one group",
        Duration.ofSeconds(20),
        () -> mostMembers() >= members);
  }

  private int mostMembers() {
    return answer(kafka.admin().describeConsumerGroups(groups()).all()).values().stream()
        .mapToInt(group -> group.members().size())
        .max()
        .orElse(0);
  }

  /**
   * Whether an upload's jobs are committed, and one of the test's groups has committed a position
   * after the upload.
   */
  boolean finished(String from, String to, Upload upload) {
    return committed(to).containsAll(jobs(List.of(upload)))
        && kafka.records(from, true).stream()
            .filter(record -> UploadJson.decode(bytes(record)).equals(upload))
            .anyMatch(this::positionIsAfter);
  }

  private boolean positionIsAfter(ConsumerRecord<String, String> record) {
    TopicPartition partition = new TopicPartition(record.topic(), record.partition());
    return groups().stream()
        .map(group -> kafka.admin().listConsumerGroupOffsets(group))
        .map(positions -> answer(positions.partitionsToOffsetAndMetadata()).get(partition))
        .anyMatch(position -> position != null && position.offset() > record.offset());
  }

  private List<String> groups() {
    return answer(kafka.admin().listGroups().all()).stream()
        .map(GroupListing::groupId)
        .filter(group -> group.startsWith(kafka.prefix()))
        .toList();
  }

  /** The transactional ids of this test's producers that are in a transaction. */
  Set<String> openTransactions() {
    ListTransactionsOptions open =
        new ListTransactionsOptions().filterStates(Set.of(TransactionState.ONGOING));
    return answer(kafka.admin().listTransactions(open).all()).stream()
        .map(TransactionListing::transactionalId)
        .filter(id -> id.startsWith(kafka.prefix()))
        .collect(Collectors.toSet());
  }

  /** What both jobs of each upload are called. */
  static List<String> jobs(List<Upload> uploads) {
    return uploads.stream()
        .flatMap(upload -> List.of("small " + upload.id(), "large " + upload.id()).stream())
        .toList();
  }
}
