package dev.syslab.solutions.replication;

import dev.syslab.labs.replication.ControlPlane.Name;
import dev.syslab.labs.replication.Servers;
import dev.syslab.labs.replication.StatementException;
import dev.syslab.labs.replication.UnavailableException;
import dev.syslab.subject.Environment;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Stage 7, the steps. Each can be repeated by the next orchestrator: a power that is off stays off,
 * what was decided stays decided, a primary needs no promotion, and a name is published once.
 */
public abstract class Promoting extends Confirmed {
  private static final long PROMOTED_NANOS = TimeUnit.SECONDS.toNanos(15);
  private static final long CAUGHT_UP_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
  private static final String RECEIVED =
      "SELECT (SELECT id FROM cluster), CASE WHEN pg_is_in_recovery()"
          + " THEN greatest(pg_last_wal_receive_lsn(), pg_last_wal_replay_lsn())"
          + " ELSE pg_current_wal_lsn() END";

  protected Promoting(Environment env) {
    super(env);
  }

  /** Replaces a primary that is dead. Comes back without having done it if it must wait. */
  protected void failOver(Name old) {
    fence(old.server());
    Optional<Integer> best = mostAdvanced(old.server());
    if (best.isPresent()) {
      replace(old, decide(old, best.get()));
    }
  }

  protected void fence(int server) {
    control.powerOff(server);
  }

  /** The first choice of all orchestrators is everybody's. */
  protected int decide(Name old, int candidate) {
    String choice = Integer.toString(candidate);
    return Integer.parseInt(control.decide(old.epoch() + 1, "primary", choice));
  }

  protected void replace(Name old, int candidate) {
    promote(candidate);
    control.publish(new Name(old.epoch() + 1, candidate));
  }

  /** Empty as long as one of the replicas does not say how much it has. */
  protected Optional<Integer> mostAdvanced(int old) {
    Map<Integer, Long> received = new TreeMap<>();
    for (int server = 0; server < servers.count(); server++) {
      if (server != old) {
        try {
          received.put(server, received(server).bytes());
        } catch (UnavailableException e) {
          return Optional.empty();
        }
      }
    }
    return received.entrySet().stream()
        .max(Map.Entry.comparingByValue(Long::compareUnsigned))
        .map(Map.Entry::getKey);
  }

  protected Position received(int server) {
    return servers.in(server, connection -> Position.of(connection, RECEIVED));
  }

  /** PostgreSQL itself replays what it has received before it accepts writes. */
  protected void promote(int server) {
    if (follows(server)) {
      ask(server, "SELECT pg_wal_replay_resume()");
      ask(server, "SELECT pg_promote(false)");
    }
    await("server " + server + " to accept writes", PROMOTED_NANOS, () -> !follows(server));
  }

  private boolean follows(int server) {
    return ask(server, "SELECT pg_is_in_recovery()").equals("t");
  }

  @Override
  public void switchOver(int server) {
    Check.between("the server", server, 0, servers.count() - 1);
    Name old = control.name();
    Check.that(server != old.server(), "server %d is the primary".formatted(server));
    closeForWrites(old.server());
    Position written = received(old.server());
    try {
      await("the replica", CAUGHT_UP_NANOS, () -> received(server).reaches(written));
    } catch (UnavailableException e) {
      readOnly(old.server(), "off");
      throw e;
    }
    int decided = decide(old, server);
    fence(old.server());
    replace(old, decided);
  }

  /** No new transaction can write, and those that are under way end. */
  protected void closeForWrites(int server) {
    readOnly(server, "on");
    // Every session gets it from the server's first process, so that one has it then.
    await(
        "the setting",
        CAUGHT_UP_NANOS,
        () -> ask(server, "SHOW default_transaction_read_only").equals("on"));
    ask(
        server,
        "SELECT count(pg_terminate_backend(pid, 2000)) FROM pg_stat_activity"
            + " WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()");
  }

  private void readOnly(int server, String value) {
    // ALTER SYSTEM must not be part of a transaction.
    servers.in(
        server,
        connection -> {
          connection.setAutoCommit(true);
          Servers.run(
              connection,
              List.of(
                  "ALTER SYSTEM SET default_transaction_read_only = " + value,
                  "SELECT pg_reload_conf()"));
          connection.setAutoCommit(false);
          return null;
        });
  }

  private String ask(int server, String sql) {
    return servers
        .in(server, connection -> Servers.run(connection, List.of(sql)))
        .get(0)
        .rows()
        .get(0)
        .get(0);
  }

  /** What is waited for. */
  private interface Condition {
    boolean holds();
  }

  private static void await(String what, long nanos, Condition condition) {
    long end = System.nanoTime() + nanos;
    while (!holds(condition)) {
      if (System.nanoTime() > end) {
        throw new UnavailableException("timed out waiting for " + what);
      }
      pause(PAUSE_NANOS);
    }
  }

  /** A server that is starting up, or ends its sessions, is asked again. */
  private static boolean holds(Condition condition) {
    try {
      return condition.holds();
    } catch (UnavailableException | StatementException e) {
      return false;
    }
  }
}
