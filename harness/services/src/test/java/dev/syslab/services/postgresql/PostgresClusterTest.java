package dev.syslab.services.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.syslab.services.Available;
import dev.syslab.services.Relay;
import dev.syslab.services.Services;
import dev.syslab.services.base.Mode;
import dev.syslab.services.base.Server;
import dev.syslab.services.base.Technology;
import dev.syslab.services.base.Wait;
import dev.syslab.services.server.RunningServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PostgresClusterTest {

  private static final Duration BOUND = Duration.ofSeconds(20);
  private final Services services = Services.open(Available.sharedHome());

  static List<Mode> modes() {
    return Available.modes();
  }

  @ParameterizedTest
  @MethodSource("modes")
  void replicasStreamThroughTheirLinksAndOneCanTakeOver(Mode mode) throws IOException {
    Available.assume(Technology.POSTGRESQL, mode);
    List<Relay> relays = new ArrayList<>();
    try (PostgresCluster cluster =
        services.ownCluster(
            mode,
            2,
            primary -> {
              try {
                relays.add(new Relay(0, primary));
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
              return relays.get(relays.size() - 1).address();
            })) {
      assertThat(relays).hasSize(2).allMatch(relay -> relay.connections.get() > 0);
      write(cluster.primary(), "CREATE TABLE t (i int)");
      write(cluster.primary(), "INSERT INTO t VALUES (1)");
      awaitCount(cluster.replica(0), 1);
      awaitCount(cluster.replica(1), 1);

      cluster.replica(1).pause();
      write(cluster.primary(), "INSERT INTO t VALUES (2)");
      awaitCount(cluster.replica(0), 2);
      cluster.replica(1).resume();
      awaitCount(cluster.replica(1), 2);

      Server old = cluster.primary();
      old.kill();
      cluster.promote(0);
      assertThat(cluster.primary()).isSameAs(cluster.replica(0));
      write(cluster.primary(), "INSERT INTO t VALUES (3)");

      cluster.rejoin(old, cluster.primary().address());
      cluster.rejoin(cluster.replica(1), cluster.primary().address());
      awaitCount(old, 3);
      awaitCount(cluster.replica(1), 3);

      cluster.replica(1).kill();
      write(cluster.primary(), "INSERT INTO t VALUES (4)");
      cluster.replica(1).start();
      awaitCount(cluster.replica(1), 4);
      assertThatThrownBy(() -> write(old, "INSERT INTO t VALUES (5)"))
          .hasMessageContaining("read-only");
    } finally {
      for (Relay relay : relays) {
        relay.close();
      }
    }
  }

  @Test
  void refusesAClusterWithoutReplicas() {
    assertThatThrownBy(() -> services.ownCluster(Mode.EMBEDDED, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("replicas is 0");
  }

  private static void write(Server server, String sql) {
    PostgreSql.query(((RunningServer) server).entry(), sql);
  }

  private static void awaitCount(Server server, int count) {
    assertThat(
            Wait.until(
                BOUND,
                () ->
                    PostgreSql.query(((RunningServer) server).entry(), "SELECT count(*) FROM t")
                        .equals(List.of(List.of(Integer.toString(count))))))
        .as("%s has %d rows", server.id(), count)
        .isTrue();
  }
}
