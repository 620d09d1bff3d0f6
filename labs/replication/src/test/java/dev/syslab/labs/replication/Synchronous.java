package dev.syslab.labs.replication;

import dev.syslab.kit.Postgres;
import dev.syslab.kit.PostgresCluster;
import dev.syslab.kit.Wait;
import java.time.Duration;

/** Settings of the primary. */
final class Synchronous {
  private Synchronous() {}

  /** Any one replica; nobody waits unless they ask for it. */
  static void anyOne(PostgresCluster cluster) {
    for (Postgres server : cluster.servers()) {
      server.script("ALTER SYSTEM SET synchronous_commit = 'local'");
      server.script("ALTER SYSTEM SET synchronous_standby_names = 'ANY 1 (replica_0, replica_1)'");
      server.query("SELECT pg_reload_conf()");
    }
    Wait.conclusively(
        "the primary to wait for either replica",
        Duration.ofSeconds(10),
        () ->
            cluster
                    .server(0)
                    .number("SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'quorum'")
                == 2);
  }
}
