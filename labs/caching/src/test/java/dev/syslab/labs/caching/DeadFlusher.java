package dev.syslab.labs.caching;

import dev.syslab.kit.Fault;
import dev.syslab.kit.Replica;
import dev.syslab.kit.net.Direction;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;

/** The server that stores views is killed before its transaction is committed. */
record DeadFlusher(Views views) {
  static final String WHAT =
      "two servers acknowledged views; the one that was storing them was killed, and the batch was"
          + " rolled back";

  private static final Duration BOUND = Duration.ofSeconds(9);

  /** Lets both servers acknowledge that many views, and kills the one that stores them. */
  void killWhileItStores(int times) throws Exception {
    List<Replica<Catalogue>> servers = views.servers().replicas();
    List<LongSupplier> stores =
        servers.stream()
            .map(server -> server.link(views.postgres()).count(views.id(), Direction.TO_SERVER))
            .toList();
    try (CommitGate gate = new CommitGate(views.postgres(), "product_views")) {
      views.view(times);
      gate.awaitFlusher();
      Fault death = servers.get(stores.get(0).getAsLong() > 0 ? 0 : 1).kill();
      death.awaitEffect(BOUND);
      gate.rollBack();
    }
  }
}
