package dev.syslab.labs.caching;

import static dev.syslab.kit.Assertions.assertThat;

import dev.syslab.kit.Fleet;
import dev.syslab.kit.Ongoing;
import dev.syslab.kit.Postgres;
import dev.syslab.kit.Wait;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Stops every transaction that changes a table inside its COMMIT, whichever statements it consists
 * of, until the gate is opened. A deferred trigger waits there for a lock that the judge holds;
 * what it guards is neither visible nor rolled back meanwhile.
 */
final class CommitGate implements AutoCloseable {
  private static final long LOCK = 4711;
  private static final Duration FLUSHED = Duration.ofSeconds(10);
  private static final String WAITING =
      "FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND objid = "
          + LOCK
          + " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())";

  private final Postgres postgres;
  private final Connection keeper;

  CommitGate(Postgres postgres) throws SQLException {
    this(postgres, "product");
  }

  CommitGate(Postgres postgres, String table) throws SQLException {
    this.postgres = postgres;
    // Deferred triggers fire in the order of their names: this one before the check of the unique
    // names.
    postgres.script(
        """
        CREATE OR REPLACE FUNCTION wait_at_gate() RETURNS trigger LANGUAGE plpgsql AS
          $$ BEGIN PERFORM pg_advisory_xact_lock_shared(%1$d); RETURN NULL; END $$;
        DROP TRIGGER IF EXISTS "A gate" ON %2$s;
        CREATE CONSTRAINT TRIGGER "A gate" AFTER INSERT OR UPDATE ON %2$s
          DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION wait_at_gate();
        """
            .formatted(LOCK, table));
    this.keeper = postgres.connect();
    try (Statement statement = keeper.createStatement()) {
      statement.execute("SELECT pg_advisory_lock(" + LOCK + ")");
    }
  }

  /** Waits until the writer stands at the gate; if its call ends before, says how. */
  void awaitArrival(Ongoing<?> writer) {
    Wait.until(
        "the update to reach its COMMIT", Duration.ofSeconds(10), () -> writer.done() || waiting());
    if (!waiting()) {
      throw new AssertionError(
          "the update ended without committing a change to the table: "
              + writer.await(Duration.ofSeconds(1)));
    }
  }

  /** The same for a writer that may rightly wait for a frozen reader: then that one goes on. */
  void awaitArrival(Ongoing<?> writer, Frozen reader) {
    if (!Wait.atMost(Frozen.PATIENCE, () -> writer.done() || waiting())) {
      reader.thaw();
    }
    awaitArrival(writer);
  }

  /**
   * Stops a change in its COMMIT, expects that a read on server 1 sees what was there before, and
   * lets the change go on.
   */
  static Ongoing<Product> look(
      Fleet<Catalogue> servers,
      Postgres postgres,
      Supplier<Ongoing<Product>> change,
      String id,
      Optional<Product> before)
      throws SQLException {
    try (CommitGate gate = new CommitGate(postgres)) {
      Ongoing<Product> writer = change.get();
      gate.awaitArrival(writer);
      assertThat(servers.get(1).find(id)).as("read before the COMMIT").isEqualTo(before);
      return writer;
    }
  }

  /** Waits until somebody stores views, and stands at the gate. */
  void awaitFlusher() {
    if (!Wait.atMost(FLUSHED, this::waiting)) {
      throw new AssertionError(
          """
          views were acknowledged.
          expected: a transaction that stores them reaches its COMMIT within %d s; none did.
          Likely cause: no flusher runs, or it waits for a lock that another one holds."""
              .formatted(FLUSHED.toSeconds()));
    }
  }

  /**
   * Ends the connections of those who stand at the gate, and of those who wait behind them for what
   * they have written, perhaps to write the same: their transactions are rolled back.
   */
  void rollBack() {
    List<List<Object>> waiters =
        postgres.query(
            "SELECT pid FROM pg_stat_activity"
                + " WHERE datname = current_database() AND wait_event_type = 'Lock'");
    for (List<Object> waiter : waiters) {
      postgres.query("SELECT pg_terminate_backend(?)", waiter.get(0));
    }
    // Others may come meanwhile: they try again what has been rolled back.
    Wait.conclusively(
        "the rolled-back transaction to end",
        Duration.ofSeconds(9),
        () ->
            waiters.stream()
                .allMatch(
                    waiter ->
                        postgres.number(
                                "SELECT count(*) FROM pg_stat_activity WHERE pid = ?",
                                waiter.get(0))
                            == 0));
  }

  private boolean waiting() {
    return postgres.number("SELECT count(*) " + WAITING) > 0;
  }

  /** Lets everybody through. Idempotent. */
  @Override
  public void close() throws SQLException {
    keeper.close();
  }
}
