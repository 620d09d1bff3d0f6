package dev.syslab.solutions.replication;

import dev.syslab.labs.replication.Servers;
import dev.syslab.labs.replication.StatementException;
import dev.syslab.labs.replication.UnavailableException;
import dev.syslab.subject.Environment;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Stage 8: a copy, and then the question whether it has led to anything. A replica of the old
 * primary may stream as well, and from the wrong one: its timeline is another.
 */
public abstract class Following extends Orchestrated {
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final String WRITTEN =
      "SELECT pg_current_wal_lsn(), left(pg_walfile_name(pg_current_wal_lsn()), 8)";
  private static final String FOLLOWS =
      "SELECT count(*) FROM pg_stat_wal_receiver WHERE status = 'streaming'"
          + " AND lpad(upper(to_hex(received_tli)), 8, '0') = '%s'"
          + " AND pg_last_wal_replay_lsn() >= '%s'";

  protected Following(Environment env) {
    super(env);
  }

  @Override
  public void rejoin(int server) {
    Check.between("the server", server, 0, servers.count() - 1);
    Check.that(server != control.name().server(), "server %d is the primary".formatted(server));
    inBackground("rejoining " + server, () -> copied(server));
  }

  /** Orders a copy; whether the server has rejoined in time. */
  protected boolean copied(int server) {
    control.copy(server);
    long end = System.nanoTime() + COPIED_WITHIN.toNanos();
    while (System.nanoTime() < end) {
      if (rejoined(server)) {
        return true;
      }
      pause(PAUSE_NANOS);
    }
    return false;
  }

  @Override
  public boolean rejoined(int server) {
    Check.between("the server", server, 0, servers.count() - 1);
    List<String> written = row(control.name().server(), WRITTEN);
    try {
      String sql = FOLLOWS.formatted(written.get(1), written.get(0));
      return row(server, sql).get(0).equals("1");
    } catch (UnavailableException | StatementException e) {
      // It is down, or starting.
      return false;
    }
  }

  private List<String> row(int server, String sql) {
    return servers
        .in(server, connection -> Servers.run(connection, List.of(sql)))
        .get(0)
        .rows()
        .get(0);
  }
}
