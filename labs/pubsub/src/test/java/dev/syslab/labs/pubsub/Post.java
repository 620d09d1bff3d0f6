package dev.syslab.labs.pubsub;

import static dev.syslab.kit.Assertions.assertThat;

import dev.syslab.kit.Fleet;
import dev.syslab.kit.Wait;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

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
}
