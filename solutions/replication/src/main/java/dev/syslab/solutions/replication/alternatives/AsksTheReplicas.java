package dev.syslab.solutions.replication.alternatives;

import dev.syslab.labs.replication.Answer;
import dev.syslab.labs.replication.UnavailableException;
import dev.syslab.solutions.replication.Check;
import dev.syslab.solutions.replication.LogPositions;
import dev.syslab.solutions.replication.Position;
import dev.syslab.subject.Alternative;
import dev.syslab.subject.Environment;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Commits on the primary alone, and then asks the replicas whether one has received the commit.
 * What a replica says it has received is on its disk. No setting of the primary is needed, and the
 * wait is the client's own.
 */
@Alternative(summary = "commits locally, then asks the replicas what they have received")
public final class AsksTheReplicas extends LogPositions {
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
  private static final String RECEIVED =
      "SELECT (SELECT id FROM cluster), pg_last_wal_receive_lsn()";

  public AsksTheReplicas(Environment env) {
    super(env);
  }

  @Override
  public Answer writeDurably(Duration patience, List<String> statements) {
    Check.that(patience.toMillis() >= 1 && patience.compareTo(MOST_PATIENCE) <= 0, "the patience");
    long end = System.nanoTime() + patience.toNanos();
    Answer answer = write(statements);
    Position written = Position.of(answer.token().orElseThrow());
    do {
      if (replicasInTurn().stream().anyMatch(replica -> received(replica, written))) {
        return answer;
      }
      pause(PAUSE_NANOS);
    } while (System.nanoTime() < end);
    throw unconfirmed("none has received it within " + patience);
  }

  private boolean received(int replica, Position written) {
    try {
      return servers.in(replica, connection -> Position.of(connection, RECEIVED)).reaches(written);
    } catch (UnavailableException e) {
      return false;
    }
  }
}
