package dev.syslab.labs.pubsub;

import static dev.syslab.kit.Assertions.assertThat;

import dev.syslab.kit.Attempt;
import dev.syslab.kit.Fault;
import dev.syslab.kit.Fleet;
import dev.syslab.kit.Hold;
import dev.syslab.kit.Notes;
import dev.syslab.kit.Ongoing;
import dev.syslab.kit.RabbitMq;
import dev.syslab.kit.Wait;
import dev.syslab.kit.net.Direction;
import dev.syslab.kit.verdict.Plot;
import dev.syslab.kit.verdict.Plot.Axis;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Publishes to a broker that is slow to confirm, or does not. */
final class Publishers {
  // The method basic.ack (60, 80), as it stands in a frame of AMQP.
  private static final String CONFIRM = "\0\u003c\0P";

  private Publishers() {}

  /**
   * Publishes while no confirm comes back.
   *
   * @return whether all of it was in the queue, and nothing was published again after a time-out
   */
  static boolean withoutConfirms(
      Fleet<Uploads> servers, RabbitMq rabbit, String topic, List<Upload> uploads) {
    Post.all(servers.get(1), topic, Role.INDEXER);
    Ongoing<List<Receipt>> call;
    List<Upload> there = new ArrayList<>();
    Hold confirms = servers.replica(0).link(rabbit).holdAt(CONFIRM, Direction.FROM_SERVER);
    try (Hold unconfirmed = confirms.ifReached()) {
      call = servers.begin(0, server -> server.publish(Post.to(topic, uploads)));
      Wait.atMost(
          Uploads.PATIENCE,
          () -> {
            there.addAll(servers.get(1).pull(topic, Role.INDEXER, 1_000));
            return there.size() >= uploads.size();
          });
    }
    List<Receipt> receipts = call.await(Uploads.PATIENCE.multipliedBy(2)).get();
    // On a slow machine the last may be UNKNOWN. A publisher that waits in between continues after
    // a timeout: then the first ones are.
    return there.equals(uploads) && receipts.equals(receipts.stream().sorted().toList());
  }

  /**
   * Publishes each list by a call of its own, all at once; returns what was called STORED.
   *
   * @param large more than the buffers of the sockets hold
   */
  static List<Upload> duringAlarm(
      Fleet<Uploads> servers,
      RabbitMq rabbit,
      String topic,
      List<Upload> large,
      List<List<Upload>> small,
      Fault alarm) {
    List<List<Upload>> lists = new ArrayList<>(List.of(large));
    List<Ongoing<List<Receipt>>> calls = new ArrayList<>();
    List<Upload> stored = new ArrayList<>();
    // On the way to a container lie more buffers, which would take the whole of the large call. A
    // solution that is told of the alarm may send nothing.
    Hold hold = servers.replica(0).link(rabbit).holdAfter(20_000, Direction.TO_SERVER);
    try (Hold full = hold.ifReached()) {
      calls.add(servers.begin(0, server -> server.publish(Post.to(topic, large))));
      full.held(Uploads.PATIENCE.dividedBy(10));
      for (List<Upload> list : small) {
        lists.add(list);
        calls.add(servers.begin(0, server -> server.publish(Post.to(topic, list))));
      }
      for (int i = 0; i < calls.size(); i++) {
        Attempt<List<Receipt>> attempt = calls.get(i).await(Uploads.PATIENCE.multipliedBy(5));
        assertThat(attempt).during(alarm).isAcknowledged().endedWithin(Uploads.PATIENCE);
        assertThat(attempt.get())
            .as("the receipts of one of %d concurrent calls", calls.size())
            .hasSize(lists.get(i).size())
            .isSubsetOf(Receipt.STORED, Receipt.UNKNOWN);
        stored.addAll(Post.withReceipt(Receipt.STORED, lists.get(i), attempt.get()));
      }
    }
    return stored;
  }

  /** Draws how many messages a second are confirmed, by how many are in flight together. */
  static void drawThroughput(Notes notes, Uploads server, Samples samples) {
    Plot plot =
        notes.plot(
            Plot.of(
                "Throughput of publish, by the number of messages in flight",
                Axis.logarithmic("messages per call", "messages"),
                Axis.of("confirmed", "messages/s")));
    for (int inFlight : List.of(1, 3, 10, 30, 100, 300, 1_000)) {
      // On a queue of its own, so that its bound does not matter.
      String topic = samples.topic();
      server.subscribe(topic, Role.INDEXER);
      List<Upload> uploads = samples.uploads(inFlight);
      int calls = Math.max(1, 30 / inFlight);
      Instant began = Instant.now();
      for (int call = 0; call < calls; call++) {
        Post.stored(server, topic, uploads);
      }
      double seconds = Duration.between(began, Instant.now()).toNanos() / 1e9;
      plot.series("confirmed").add(inFlight, calls * inFlight / seconds);
    }
  }
}
