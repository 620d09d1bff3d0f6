package dev.syslab.labs.pubsub;

import dev.syslab.kit.Postgres;
import dev.syslab.kit.Wait;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/**
 * Stops every worker at its effect: the judge holds a lock on the table into which each of them has
 * to write. Closing it lets them go on.
 */
final class Freeze implements AutoCloseable {
  private final Postgres postgres;
  private final Connection keeper;

  Freeze(Postgres postgres, Role role) throws SQLException {
    this.postgres = postgres;
    this.keeper = postgres.connect();
    keeper.setAutoCommit(false);
    try (Statement statement = keeper.createStatement()) {
      statement.execute(
          "LOCK TABLE %s IN SHARE ROW EXCLUSIVE MODE"
              .formatted(role == Role.INDEXER ? "indexed" : "owner_total"));
    }
  }

  /** Waits until that many transactions stand before the table or behind each other. */
  void awaitWorkers(int number) {
    Wait.until(
        number + " worker(s) to reach the effect of an upload",
        Duration.ofSeconds(10),
        () -> waiting() >= number);
  }

  long waiting() {
    return postgres.number(
        "SELECT count(*) FROM pg_stat_activity"
            + " WHERE datname = current_database() AND wait_event_type = 'Lock'");
  }

  @Override
  public void close() throws SQLException {
    keeper.close();
  }
}
