package dev.syslab.solutions.replication;

import dev.syslab.labs.replication.Answer;
import dev.syslab.labs.replication.NotDurableException;
import dev.syslab.labs.replication.Rows;
import dev.syslab.labs.replication.Servers;
import dev.syslab.subject.Environment;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.postgresql.PGConnection;

/**
 * Stage 6: the primary itself waits for a replica, for this transaction and no longer than it may.
 * When the time is up or somebody cancels, COMMIT succeeds all the same, with a warning: what is
 * committed cannot be taken back.
 */
public abstract class Confirmed extends Measured {
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "clock");
            thread.setDaemon(true);
            return thread;
          });

  protected Confirmed(Environment env) {
    super(env);
  }

  @Override
  public Answer writeDurably(Duration patience, List<String> statements) {
    Check.statements(statements);
    Check.that(
        patience.toMillis() >= 1 && patience.compareTo(MOST_PATIENCE) <= 0,
        "the patience is %s; it must be 1 ms to %s".formatted(patience, MOST_PATIENCE));
    return onPrimary(
        server -> servers.in(server, connection -> confirmed(connection, patience, statements)));
  }

  protected Answer confirmed(Connection connection, Duration patience, List<String> statements)
      throws SQLException {
    Servers.run(connection, List.of("SET LOCAL synchronous_commit = 'on'"));
    List<Rows> results = Servers.run(connection, statements);
    connection.clearWarnings();
    commit(connection, patience);
    SQLWarning warning = connection.getWarnings();
    if (warning != null) {
      throw unconfirmed(warning.getMessage());
    }
    return new Answer(results, Optional.of(Position.of(connection).token()));
  }

  /** No timeout of the server counts for the wait in COMMIT, so it is cancelled from here. */
  protected void commit(Connection connection, Duration patience) throws SQLException {
    PGConnection waiting = connection.unwrap(PGConnection.class);
    AtomicBoolean over = new AtomicBoolean();
    Future<?> end =
        clock.schedule(() -> cancel(waiting, over), patience.toMillis(), TimeUnit.MILLISECONDS);
    try {
      connection.commit();
    } finally {
      end.cancel(false);
      // A cancellation that is under way must not meet the next statement.
      synchronized (over) {
        over.set(true);
      }
    }
  }

  private static void cancel(PGConnection waiting, AtomicBoolean over) {
    synchronized (over) {
      if (!over.get()) {
        try {
          waiting.cancelQuery();
        } catch (SQLException e) {
          // The primary does not answer, so the connection will end the wait.
        }
      }
    }
  }

  protected static NotDurableException unconfirmed(String why) {
    return new NotDurableException("committed on the primary, and on no replica in time: " + why);
  }

  @Override
  public void close() {
    clock.shutdownNow();
    super.close();
  }
}
