package dev.syslab.labs.replication;

import dev.syslab.kit.Postgres;
import dev.syslab.kit.PostgresCluster;
import dev.syslab.kit.Wait;
import java.time.Duration;
import java.util.List;

/** What the judge does and measures itself, past every link. */
final class Judged {
  private static final Duration BOUND = Duration.ofSeconds(10);

  private static final String DELAY =
      """
      CREATE FUNCTION late() RETURNS trigger LANGUAGE plpgsql AS
        'BEGIN
           LOOP
             BEGIN
               PERFORM pg_advisory_xact_lock_shared(42);
               RETURN NULL;
             EXCEPTION WHEN query_canceled THEN
             END;
           END LOOP;
         END';
      CREATE CONSTRAINT TRIGGER late AFTER UPDATE ON account
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION late();
      CREATE CONSTRAINT TRIGGER late AFTER INSERT ON visit
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (new.page = '/once')
        EXECUTE FUNCTION late();
      """;

  private Judged() {}

  /**
   * From now on, the commit of a change of an account, or of a visit of “/once”, waits as long as
   * somebody has lock 42, when all of its rows are written. A cancellation has no effect on it:
   * some clients send one when they lose the connection.
   */
  static void delayCommits(Postgres primary) {
    primary.script(DELAY);
  }

  /** The log of a transaction that does not wait for it gets to disk after up to 10 s. */
  static void writeLogRarely(Postgres primary) {
    primary.script("ALTER SYSTEM SET wal_writer_delay = '10s'");
    primary.query("SELECT pg_reload_conf()");
    Wait.conclusively(
        "the primary to write its log rarely",
        BOUND,
        () -> primary.query("SHOW wal_writer_delay").get(0).get(0).equals("10s"));
  }

  /** New transactions of this server can only read from now on. */
  static void refuseWrites(Postgres server) {
    server.script("ALTER SYSTEM SET default_transaction_read_only = 'on'");
    server.query("SELECT pg_reload_conf()");
    Wait.conclusively(
        server.name() + " to refuse writes",
        BOUND,
        () -> server.query("SHOW default_transaction_read_only").get(0).get(0).equals("on"));
  }

  /** Writes some 100 bytes of log for each row. */
  static void visits(PostgresCluster cluster, int rows) {
    cluster
        .server(0)
        .execute("INSERT INTO visit (page) SELECT '/' || i FROM generate_series(1, ?) i", rows);
  }

  /** How many bytes the primary has written and the replica has not replayed. */
  static long lag(PostgresCluster cluster, int replica) {
    return lag(cluster, replica, "pg_current_wal_insert_lsn()");
  }

  /** Leaves out what the primary has only in memory. */
  static long lagOnDisk(PostgresCluster cluster, int replica) {
    return lag(cluster, replica, "pg_current_wal_lsn()");
  }

  private static long lag(PostgresCluster cluster, int replica, String written) {
    Object replayed =
        cluster.server(replica).query("SELECT pg_last_wal_replay_lsn()::text").get(0).get(0);
    return cluster
        .server(0)
        .number("SELECT pg_wal_lsn_diff(" + written + ", ?::text::pg_lsn)", replayed);
  }

  static void awaitCents(Postgres server, long cents) {
    Wait.conclusively(
        server.name() + " to show " + cents + " cents",
        BOUND,
        () -> server.number("SELECT cents FROM account") == cents);
  }

  static void awaitNear(PostgresCluster cluster, int replica, long bytes) {
    Wait.conclusively(
        "server " + replica + " to replay what was written",
        BOUND,
        () -> lag(cluster, replica) < bytes);
  }

  static void awaitReplayed(Postgres replica, Token token) {
    Wait.conclusively(
        replica.name() + " to replay " + token,
        BOUND,
        () ->
            Boolean.TRUE.equals(
                replica
                    .query("SELECT pg_last_wal_replay_lsn() >= ?::text::pg_lsn", token.position())
                    .get(0)
                    .get(0)));
  }

  /** How many sessions wait for a lock that an application takes. */
  static long waiting(Postgres server) {
    return server.number(
        "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted");
  }

  /** Whether the position of one token is at least that of another. */
  static boolean reaches(PostgresCluster cluster, Token token, Token other) {
    List<Object> row =
        cluster
            .server(0)
            .query("SELECT ?::text::pg_lsn >= ?::text::pg_lsn", token.position(), other.position())
            .get(0);
    return Boolean.TRUE.equals(row.get(0));
  }
}
