package dev.syslab.solutions.replication.alternatives;

import dev.syslab.labs.replication.Answer;
import dev.syslab.labs.replication.ReadOnlyException;
import dev.syslab.labs.replication.StatementException;
import dev.syslab.labs.replication.UnavailableException;
import dev.syslab.solutions.replication.LogPositions;
import dev.syslab.solutions.replication.Position;
import dev.syslab.subject.Alternative;
import dev.syslab.subject.Environment;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * A thread for each server watches its position all the time. Calls choose a replica by what was
 * seen, and those that wait are woken up: however many they are, a replica is asked as often. What
 * a replica has replayed once it shows forever, so an old position is a safe one.
 */
@Alternative(summary = "threads watch the positions; a call waits for a notice, and chooses")
public final class WatchesPositions extends LogPositions {
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(25);

  private final Map<Integer, Seen> seen = new TreeMap<>();
  private volatile boolean closed;

  public WatchesPositions(Environment env) {
    super(env);
    for (int server = 0; server < servers.count(); server++) {
      int one = server;
      Thread watcher = new Thread(() -> watch(one), "watching server " + server);
      watcher.setDaemon(true);
      watcher.start();
    }
  }

  /** A position, and when it was asked for. */
  private record Seen(Position position, long nanos) {}

  private void watch(int server) {
    while (!closed) {
      try {
        long now = System.nanoTime();
        Seen position = new Seen(position(server), now);
        synchronized (seen) {
          seen.put(server, position);
          seen.notifyAll();
        }
        pause(PAUSE_NANOS);
      } catch (UnavailableException | StatementException e) {
        // It may answer the next time.
        if (!closed) {
          pause(PAUSE_NANOS);
        }
      }
    }
  }

  @Override
  protected Map<Integer, Optional<Position>> positions() {
    Map<Integer, Optional<Position>> positions = new TreeMap<>();
    for (int server = 0; server < servers.count(); server++) {
      positions.put(server, seen(server));
    }
    return positions;
  }

  private Optional<Position> seen(int server) {
    synchronized (seen) {
      return Optional.ofNullable(seen.get(server))
          .filter(one -> System.nanoTime() - one.nanos() < MEASURED_WITHIN.toNanos())
          .map(Seen::position);
    }
  }

  @Override
  protected Answer readAfter(Position after, Duration patience, List<String> statements) {
    long end = System.nanoTime() + patience.toNanos();
    do {
      for (int replica : replicasInTurn()) {
        if (seen(replica).filter(position -> position.reaches(after)).isPresent()) {
          try {
            return run(replica, statements);
          } catch (ReadOnlyException e) {
            return runOnPrimary(after, statements);
          } catch (UnavailableException e) {
            // Another one may answer.
          }
        }
      }
    } while (news(end));
    // What was seen last may be older than the call: a look at each, before the primary answers.
    return super.readAfter(after, Duration.ZERO, statements);
  }

  /** Waits for a new position; whether there is time left. */
  private boolean news(long end) {
    synchronized (seen) {
      long left = end - System.nanoTime();
      if (left > 0) {
        try {
          TimeUnit.NANOSECONDS.timedWait(seen, Math.min(left, 4 * PAUSE_NANOS));
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new UnavailableException("interrupted", e);
        }
      }
      return left > 0;
    }
  }

  @Override
  public void close() {
    closed = true;
    super.close();
  }
}
