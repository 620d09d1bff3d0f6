package dev.syslab.labs.caching;

import static dev.syslab.kit.Assertions.assertThat;

import dev.syslab.kit.Fault;
import dev.syslab.kit.Fleet;
import dev.syslab.kit.Hold;
import dev.syslab.kit.Wait;
import dev.syslab.kit.net.Direction;
import java.time.Duration;

/** The flusher of server 0, between storing a batch and forgetting it, while server 1 goes on. */
record LateFlusher(Views views) {
  static final String WHAT =
      "server 0 stored a batch and was paused, server 1 took over and started the next one, server"
          + " 0 resumed, server 1 was killed before its batch was committed";

  private static final Duration BOUND = Duration.ofSeconds(9);

  /**
   * @param other whatever product: server 1 reads it, and so has connections that can be cut
   * @return how many views were acknowledged
   */
  int standStillAfterTheCommit(Product other) throws Exception {
    Fleet<Catalogue> servers = views.servers();
    servers.get(1).find(other.id());
    views.expectFlusher();
    views.awaitFlushes(2);

    Hold commit = servers.replica(0).link(views.postgres()).holdAt("COMMIT", Direction.FROM_SERVER);
    try (Fault away = servers.replica(1).link(views.postgres()).cut()) {
      views.viewOn(0, 10);
      assertThat(commit.held(BOUND))
          .as(
              "whether server 0 stores views while server 1 cannot reach PostgreSQL. Does server 1"
                  + " hold a lock that keeps server 0 from flushing?")
          .isTrue();
      away.awaitEffect(BOUND);
    }
    Wait.conclusively("the first batch to be committed", BOUND, () -> views.stored() == 11);

    try (CommitGate gate = new CommitGate(views.postgres(), "product_views")) {
      views.viewOn(1, 5);
      gate.awaitFlusher();
      commit.release();
      views.awaitFlushes(5);
      Fault death = servers.replica(1).kill();
      death.awaitEffect(BOUND);
      gate.rollBack();
    }
    return 16;
  }
}
