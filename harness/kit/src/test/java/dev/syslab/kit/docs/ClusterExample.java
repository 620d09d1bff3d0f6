package dev.syslab.kit.docs;

import static dev.syslab.kit.Assertions.assertThat;

import dev.syslab.kit.Fault;
import dev.syslab.kit.Fleet;
import dev.syslab.kit.Hint;
import dev.syslab.kit.Postgres;
import dev.syslab.kit.PostgresCluster;
import dev.syslab.kit.Stage;
import org.junit.jupiter.api.Test;

/** Compiled examples of {@code docs/kit.md}; abstract, so that nobody runs them. */
@Stage(number = 7, title = "A primary and its replicas", points = 10)
abstract class ClusterExample {
  private static final String ORDERS = "SELECT count(*) FROM orders WHERE id = ?";

  @Test
  @Hint("stale-read")
  void a_replica_that_is_cut_off_is_behind(PostgresCluster cluster, Fleet<Shop> servers) {
    Postgres replica = cluster.server(1);
    try (Fault cut = cluster.replicationLink(replica).cut()) {

      String id = servers.get(0).order("tea");

      assertThat(cluster.server(0).number(ORDERS, id)).isEqualTo(1);
      assertThat(replica.number(ORDERS, id)).isZero();
    }
    cluster.awaitReplay();
  }
}
