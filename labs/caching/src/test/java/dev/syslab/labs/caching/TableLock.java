package dev.syslab.labs.caching;

import dev.syslab.kit.Ongoing;
import dev.syslab.kit.Postgres;
import dev.syslab.kit.Wait;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * While it is held, every read of the table waits in the database, whichever server it comes from.
 */
final class TableLock implements AutoCloseable {
  private final Postgres postgres;
  private final Connection keeper;

  TableLock(Postgres postgres) throws SQLException {
    this.postgres = postgres;
    this.keeper = postgres.connect();
    keeper.setAutoCommit(false);
    try (Statement statement = keeper.createStatement()) {
      statement.execute("LOCK TABLE product IN ACCESS EXCLUSIVE MODE");
    }
  }

  /**
   * Waits until somebody waits for the table, or the call has ended without it, or the bound
   * passes.
   */
  void awaitArrival(Ongoing<?> call, Duration bound) {
    Wait.atMost(bound, () -> call.done() || waiting() > 0);
  }

  /** Lets every read fail until then, or until the bound passes. Returns how many did. */
  long endWaitingUntil(BooleanSupplier end, Duration bound) {
    long[] ended = new long[1];
    Wait.atMost(
        bound,
        () -> {
          ended[0] += endWaiting();
          return end.getAsBoolean();
        });
    return ended[0];
  }

  /** Ends the connections of those who wait: their reads fail. Returns how many. */
  int endWaiting() {
    return postgres
        .query(
            "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE NOT granted AND locktype = 'relation'"
                + " AND database = (SELECT oid FROM pg_database"
                + " WHERE datname = current_database())")
        .size();
  }

  /** How many reads wait in the database at this moment. */
  long waiting() {
    return postgres.number(
        "SELECT count(*) FROM pg_locks WHERE NOT granted AND locktype = 'relation'"
            + " AND database = (SELECT oid FROM pg_database"
            + " WHERE datname = current_database())");
  }

  /** The most reads that waited at one moment, from the first that came and for that long. */
  long mostWaiting(Duration span) {
    Wait.until(
        "a read to reach the database. Likely cause: each call fails at Redis, or waits for it"
            + " without a timeout. The timeline shows how each call ended",
        Duration.ofSeconds(9),
        () -> waiting() > 0);
    long[] most = new long[1];
    Wait.atMost(
        span,
        () -> {
          most[0] = Math.max(most[0], waiting());
          return false;
        });
    return most[0];
  }

  @Override
  public void close() throws SQLException {
    keeper.close();
  }
}
