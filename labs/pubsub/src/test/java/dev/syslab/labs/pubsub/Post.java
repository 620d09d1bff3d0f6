package dev.syslab.labs.pubsub;

import static dev.syslab.kit.Assertions.assertThat;

import com.rabbitmq.client.Channel;
import dev.syslab.kit.Fault;
import dev.syslab.kit.Fleet;
import dev.syslab.kit.Notes;
import dev.syslab.kit.RabbitMq;
import dev.syslab.kit.Wait;
import dev.syslab.kit.verdict.Plot;
import dev.syslab.kit.verdict.Plot.Axis;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;

/** What tests do over RabbitMQ again and again. */
final class Post {
  private Post() {}

  static List<Message> to(String topic, List<Upload> uploads) {
    return uploads.stream().map(upload -> new Message(topic, upload)).toList();
  }

  /** Publishes, and expects that all of it was stored. */
  static void stored(Uploads server, String topic, List<Upload> uploads) {
    assertThat(server.publish(to(topic, uploads)))
        .as("receipts for %d messages to a topic with a subscriber", uploads.size())
        .hasSize(uploads.size())
        .containsOnly(Receipt.STORED);
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
    Wait.until(
        count + " upload(s) that PostgreSQL refuses to be among the dead letters",
        Duration.ofSeconds(20),
        () -> {
          taken.addAll(servers.get(index).deadLetters(topic, role, 1_000));
          return taken.size() >= count;
        });
    return taken;
  }

  /** Publishes one upload again and again until it is stored. */
  static void untilStored(Fleet<Uploads> servers, int index, String topic, Upload upload) {
    Wait.until(
        "a message to be stored, after RabbitMQ has come back",
        Uploads.RECOVERY.plusSeconds(10),
        () ->
            servers.get(index).publish(to(topic, List.of(upload))).equals(List.of(Receipt.STORED)));
  }

  static boolean subscribe(Uploads server, String topic, Role role) {
    server.subscribe(topic, role);
    return true;
  }

  /** Publishes, and returns what was called STORED. */
  static List<Upload> duringAlarm(
      Fleet<Uploads> servers, String topic, List<Upload> uploads, Fault alarm) {
    var attempt = servers.attempt(server -> server.publish(to(topic, uploads)));
    assertThat(attempt).during(alarm).isAcknowledged().endedWithin(Uploads.PATIENCE);
    List<Receipt> receipts = attempt.get();
    assertThat(receipts).hasSize(uploads.size()).isSubsetOf(Receipt.STORED, Receipt.UNKNOWN);
    return withReceipt(Receipt.STORED, uploads, receipts);
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
            .orElseThrow(() -> new AssertionError("the upload is STORED, and in no queue"));
    try (Channel channel = rabbit.channel()) {
      channel.queueDelete(queue);
      channel.queueDeclare(queue, true, false, false, Map.of("x-max-priority", 5));
      channel.basicPublish("", queue, null, UploadJson.encode(upload));
    }
    Wait.conclusively(
        "the judge's message to arrive", Duration.ofSeconds(10), () -> rabbit.ready(queue) == 1);
    return queue;
  }

  /** Draws how many messages a second are confirmed, by how many are in flight together. */
  static void drawThroughput(Notes notes, Uploads server, Samples samples) {
    Plot plot =
        notes.plot(
            Plot.of(
                "Throughput of publish, by the number of messages in flight",
                Axis.logarithmic("messages of a call", "messages"),
                Axis.of("confirmed", "messages/s")));
    for (int inFlight : List.of(1, 3, 10, 30, 100, 300, 1_000)) {
      // On a queue of its own, so that its bound does not matter.
      String topic = samples.topic();
      server.subscribe(topic, Role.INDEXER);
      List<Upload> uploads = samples.uploads(inFlight);
      int calls = Math.max(1, 30 / inFlight);
      Instant began = Instant.now();
      for (int call = 0; call < calls; call++) {
        stored(server, topic, uploads);
      }
      double seconds = Duration.between(began, Instant.now()).toNanos() / 1e9;
      plot.series("confirmed").add(inFlight, calls * inFlight / seconds);
    }
  }
}
