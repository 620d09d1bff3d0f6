package dev.syslab.solutions.replication;

import dev.syslab.labs.replication.Answer;
import dev.syslab.labs.replication.ReadOnlyException;
import dev.syslab.labs.replication.Token;
import dev.syslab.labs.replication.UnavailableException;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Reference;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Everything is decided by positions in the primary's log. A replica replays the log in order, so
 * one number says which transactions it shows: all whose commit lies before that position, and no
 * other. An answer's token is the position after the commit, or after the reads; a replica that has
 * replayed as much shows everything that the answer has shown. This is the causality token of
 * session guarantees [1], as MySQL has it in WAIT_FOR_EXECUTED_GTID_SET [2], MongoDB in
 * afterClusterTime [3], and GitLab in its load balancer [4].
 *
 * <p>The position of a write is asked after the commit: before, it lies in front of the commit's
 * own record, and a replica can have come that far without showing a row of it. The position of a
 * read is asked after its last statement, since each statement sees what has been replayed until
 * then.
 *
 * <p>A call looks at a replica and runs its statements there, in one transaction, if it has come
 * far enough. If none has, it gives its connections back, pauses, and looks again.
 *
 * <ol>
 *   <li>D. Terry et al., Session guarantees for weakly consistent replicated data, PDIS 1994
 *   <li>MySQL 8.0 reference manual, functions used with global transaction identifiers
 *   <li>M. Tyulenev et al., Implementation of cluster-wide logical clock and causal consistency in
 *       MongoDB, SIGMOD 2019
 *   <li>GitLab documentation, Database load balancing: primary sticking
 * </ol>
 */
@Reference
public class LogPositions extends Following {
  private static final long FIRST_PAUSE_MILLIS = 5;
  private static final long LONGEST_PAUSE_MILLIS = 80;

  public LogPositions(Environment env) {
    super(env);
  }

  @Override
  public Answer readAfter(Optional<Token> after, Duration patience, List<String> statements) {
    Check.statements(statements);
    Check.that(
        !patience.isNegative() && patience.compareTo(MOST_PATIENCE) <= 0,
        "the patience is %s; it must be 0 to %s".formatted(patience, MOST_PATIENCE));
    return after.isEmpty()
        ? read(statements)
        : readAfter(Position.of(after.get()), patience, statements);
  }

  protected Answer readAfter(Position after, Duration patience, List<String> statements) {
    long end = System.nanoTime() + patience.toNanos();
    Set<Integer> silent = new HashSet<>();
    for (long pause = FIRST_PAUSE_MILLIS; ; pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS)) {
      boolean lost = false;
      for (int replica : replicasInTurn()) {
        try {
          Optional<Answer> answer =
              silent.contains(replica) ? Optional.empty() : run(replica, after, statements);
          if (answer.isPresent()) {
            return answer.get();
          }
        } catch (ReadOnlyException e) {
          return runOnPrimary(after, statements);
        } catch (UnavailableException e) {
          silent.add(replica);
          lost = true;
        }
      }
      long left = end - System.nanoTime();
      if (silent.size() == servers.count() - 1 || left <= 0 && !lost) {
        return runOnPrimary(after, statements);
      }
      // One that has fallen silent has taken the time of the others: another look at them at once.
      if (!lost) {
        pause(Math.min(TimeUnit.MILLISECONDS.toNanos(pause), left));
      }
    }
  }

  /** Nothing runs on a replica that has not come so far. */
  protected Optional<Answer> run(int replica, Position after, List<String> statements) {
    return servers.in(
        replica,
        connection ->
            Position.of(connection).reaches(after)
                ? Optional.of(answer(connection, statements))
                : Optional.empty());
  }

  /** The primary has written everything for which it can have handed out a token. */
  protected Answer runOnPrimary(Position after, List<String> statements) {
    return onPrimary(
        server ->
            servers.in(
                server,
                connection -> {
                  checkWritten(connection, after);
                  return answer(connection, statements);
                }));
  }

  protected void checkWritten(Connection connection, Position after) throws SQLException {
    Check.that(
        Position.of(connection).reaches(after), "the token is beyond all that has been written");
  }
}
