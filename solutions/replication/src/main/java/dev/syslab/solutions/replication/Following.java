package dev.syslab.solutions.replication;

import dev.syslab.labs.replication.Servers;
import dev.syslab.labs.replication.StatementException;
import dev.syslab.labs.replication.UnavailableException;
import dev.syslab.subject.Environment;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Stage 8: a copy, and then the question whether it has led to anything. A replica may stream from
 * the old primary, or from another replica: only the present primary knows who streams from it.
 */
public abstract class Following extends Orchestrated {
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  /** Its name in the list of the server from which it streams, as a literal. */
  private static final String NAME =
      "SELECT quote_literal(substring(conninfo FROM 'application_name=(\\S+)'))"
          + " FROM pg_stat_wal_receiver WHERE status = 'streaming'";

  private static final String WRITTEN =
      "SELECT pg_current_wal_insert_lsn() FROM pg_stat_replication"
          + " WHERE state = 'streaming' AND application_name = %s";
  private static final String SHOWS = "SELECT pg_last_wal_replay_lsn() >= '%s'";

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
    int primary = control.name().server();
    return asked(server, NAME)
        .flatMap(name -> value(primary, WRITTEN.formatted(name)))
        .flatMap(written -> asked(server, SHOWS.formatted(written)))
        .equals(Optional.of("t"));
  }

  /** Empty as well if the server is down, or starting. */
  private Optional<String> asked(int server, String sql) {
    try {
      return value(server, sql);
    } catch (UnavailableException | StatementException e) {
      return Optional.empty();
    }
  }

  /** Empty if there is no row. */
  protected Optional<String> value(int server, String sql) {
    return servers
        .in(server, connection -> Servers.run(connection, List.of(sql)))
        .get(0)
        .rows()
        .stream()
        .findFirst()
        .map(row -> row.get(0));
  }
}
