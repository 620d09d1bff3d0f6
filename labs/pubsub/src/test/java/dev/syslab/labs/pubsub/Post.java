package dev.syslab.labs.pubsub;

import com.rabbitmq.client.Channel;
import dev.syslab.kit.Fleet;
import dev.syslab.kit.RabbitMq;
import dev.syslab.kit.Wait;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What tests do over RabbitMQ again and again. */
final class Post {
  private Post() {}

  static List<Message> to(String topic, List<Upload> uploads) {
    return uploads.stream().map(upload -> new Message(topic, upload)).toList();
  }

  /** Publishes, and expects that all of it was stored. */
  static void stored(Uploads server, String topic, List<Upload> uploads) {
    expectReceipts(
        "of messages to a topic with a subscriber",
        Collections.nCopies(uploads.size(), Receipt.STORED),
        server.publish(to(topic, uploads)));
  }

  /** Expects these receipts; a failure says how many of each kind, and which is the first wrong. */
  static void expectReceipts(String what, List<Receipt> expected, List<Receipt> seen) {
    if (!seen.equals(expected)) {
      int wrong = 0;
      while (wrong < Math.min(seen.size(), expected.size())
          && seen.get(wrong) == expected.get(wrong)) {
        wrong++;
      }
      throw new AssertionError(
          "receipts %s%nexpected: %s%nseen: %s; the first that is wrong is number %d"
              .formatted(what, counts(expected), counts(seen), wrong + 1));
    }
  }

  private static String counts(List<Receipt> receipts) {
    return receipts.stream()
        .collect(Collectors.groupingBy(one -> one, TreeMap::new, Collectors.counting()))
        .toString();
  }

  /** Pulls until nothing is left. */
  static List<Upload> all(Uploads server, String topic, Role role) {
    List<Upload> pulled = new ArrayList<>();
    List<Upload> some = server.pull(topic, role, 1_000);
    while (!some.isEmpty()) {
      pulled.addAll(some);
      some = server.pull(topic, role, 1_000);
    }
    return pulled;
  }

  /**
   * Lets a moment pass before the broker is killed. RabbitMQ writes the directory of its quorum
   * queues every half second: without it, a queue that has just been declared is not found again.
   */
  static void settle() {
    Wait.pass(Duration.ofSeconds(1));
  }

  /** Waits until that many dead letters have been taken out. */
  static List<Upload> dead(Fleet<Uploads> servers, int index, String topic, Role role, int count) {
    List<Upload> taken = new ArrayList<>();
    while (taken.size() < count) {
      int before = taken.size();
      Wait.until(
          "%d upload(s) that PostgreSQL refuses to reach the dead letters; %d are there"
              .formatted(count, before),
          Duration.ofSeconds(20),
          () -> taken.addAll(servers.get(index).deadLetters(topic, role, 1_000)));
    }
    return taken;
  }

  /** Publishes one upload again and again until it is stored. */
  static void untilStored(Fleet<Uploads> servers, int index, String topic, Upload upload) {
    Wait.until(
        "a message to be stored after RabbitMQ has come back",
        Uploads.RECOVERY.plusSeconds(10),
        () ->
            servers.get(index).publish(to(topic, List.of(upload))).equals(List.of(Receipt.STORED)));
  }

  /** Those of which this became. */
  static List<Upload> withReceipt(Receipt receipt, List<Upload> uploads, List<Receipt> receipts) {
    return IntStream.range(0, uploads.size())
        .filter(i -> receipts.get(i) == receipt)
        .mapToObj(uploads::get)
        .toList();
  }

  /**
   * Deletes the queue in which one upload waits, and declares one of the same name with another
   * argument.
   *
   * @param upload waits in the new queue
   * @return the queue's name
   */
  static String redeclared(RabbitMq rabbit, Upload upload) throws IOException, TimeoutException {
    String queue =
        rabbit.queues().stream()
            .filter(name -> rabbit.ready(name) == 1)
            .findAny()
            .orElseThrow(
                () -> new AssertionError("the upload is reported as STORED but is in no queue"));
    try (Channel channel = rabbit.channel()) {
      channel.queueDelete(queue);
      channel.queueDeclare(queue, true, false, false, Map.of("x-max-priority", 5));
      channel.basicPublish("", queue, null, UploadJson.encode(upload));
    }
    Wait.conclusively(
        "the judge's message to arrive", Duration.ofSeconds(10), () -> rabbit.ready(queue) == 1);
    return queue;
  }
}
