package dev.syslab.solutions.sharding;

import dev.syslab.subject.Environment;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** Stage 6: rows of a bucket that are only copies, and the mover's lock. */
public abstract class Cleaning extends Transfers {
  /** A database may take this long to notice that a mover has died, and to release its lock. */
  private static final Duration RELEASED = Duration.ofSeconds(1);

  protected Cleaning(Environment env) {
    super(env);
  }

  protected List<Part> parts(int bucket) {
    return Part.all(bucket);
  }

  /** Deletes what is only a copy here. Another mover of the bucket would have it locked. */
  protected void clean(int bucket, int shard) {
    databases.in(
        shard,
        connection -> {
          if (FenceTable.hasLeftovers(connection, bucket)) {
            lockMover(connection, "pg_try_advisory_xact_lock", bucket);
            if (map().shards().get(bucket) != shard) {
              removeLeftovers(connection, parts(bucket));
            }
          }
          return null;
        });
  }

  protected final void removeLeftovers(Connection connection, List<Part> parts)
      throws SQLException {
    int bucket = parts.get(0).bucket();
    if (FenceTable.hasLeftovers(connection, bucket)) {
      for (Part part : parts) {
        part.delete(connection);
      }
      FenceTable.leave(connection, 0, false, bucket);
    }
  }

  protected void lockMover(Connection connection, String function, int bucket) throws SQLException {
    long end = System.nanoTime() + RELEASED.toNanos();
    while (!FenceTable.lockMover(connection, function, bucket)) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("another move of bucket %d is under way".formatted(bucket));
      }
      pause();
    }
  }
}
