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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
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

  private final ExecutorService threads = Executors.newCachedThreadPool();

  public AsksTheReplicas(Environment env) {
    super(env);
  }

  @Override
  public Answer writeDurably(Duration patience, List<String> statements) {
    Check.that(patience.toMillis() >= 1 && patience.compareTo(MOST_PATIENCE) <= 0, "the patience");
    long end = System.nanoTime() + patience.toNanos();
    Answer answer = write(statements);
    Position written = Position.of(answer.token().orElseThrow());
    CountDownLatch received = new CountDownLatch(1);
    for (int replica : replicasInTurn()) {
      // A silent one must not take up the time of the others.
      threads.execute(() -> ask(replica, written, received, end));
    }
    if (!arrived(received, end)) {
      throw unconfirmed("none has received it within " + patience);
    }
    return answer;
  }

  private void ask(int replica, Position written, CountDownLatch received, long end) {
    while (received.getCount() > 0 && System.nanoTime() < end) {
      if (received(replica, written)) {
        received.countDown();
      } else {
        pause(PAUSE_NANOS);
      }
    }
  }

  private static boolean arrived(CountDownLatch received, long end) {
    try {
      return received.await(end - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private boolean received(int replica, Position written) {
    try {
      return servers.in(replica, connection -> Position.of(connection, RECEIVED)).reaches(written);
    } catch (UnavailableException e) {
      return false;
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
    super.close();
  }
}
