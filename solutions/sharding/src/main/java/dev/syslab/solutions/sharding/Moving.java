package dev.syslab.solutions.sharding;

import dev.syslab.labs.sharding.Move;
import dev.syslab.labs.sharding.ShardMap;
import dev.syslab.labs.sharding.StaleEpochException;
import dev.syslab.subject.Environment;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * Stage 6: copies a bucket while others write, stops its writers, copies the rest, fences the
 * bucket where it was, changes the map, and deletes what is left behind.
 */
public abstract class Moving extends Cleaning {
  private static final int TRIES = 12;
  private static final int TRIES_BEFORE_RECOVERY = 4;
  private static final String LOCK_TIMEOUT = "55P03";

  protected Moving(Environment env) {
    super(env);
  }

  @Override
  public ShardMap move(int bucket, int shard) {
    checkMoves(List.of(new Move(bucket, shard)));
    ShardMap map = map();
    while (map.shards().get(bucket) != shard) {
      int source = map.shards().get(bucket);
      // Connections are taken in the order of the shards, as transfers do.
      int low = Math.min(source, shard);
      map =
          databases.in(
              low,
              one ->
                  databases.in(
                      Math.max(source, shard),
                      other ->
                          low == source
                              ? alone(bucket, source, shard, one, other)
                              : alone(bucket, source, shard, other, one)));
    }
    for (int other = 0; other < databases.count(); other++) {
      clean(bucket, other);
    }
    return map;
  }

  /**
   * Both connections hold the mover's lock: a mover that loses the lock has lost its connection,
   * too.
   */
  private ShardMap alone(int bucket, int source, int target, Connection from, Connection to)
      throws SQLException {
    try {
      lockMover(from, "pg_try_advisory_lock", bucket);
      lockMover(to, "pg_try_advisory_lock", bucket);
      ShardMap map = map();
      return map.shards().get(bucket) == source
          ? transport(map, new Move(bucket, target), source, from, to)
          : map;
    } finally {
      unlockMover(to);
      unlockMover(from);
    }
  }

  private ShardMap transport(ShardMap before, Move move, int source, Connection from, Connection to)
      throws SQLException {
    int bucket = move.bucket();
    List<Part> parts = parts(bucket);
    removeLeftovers(to, parts);
    // They are copies until the map says otherwise: any later mover may delete them.
    FenceTable.leave(to, 0, true, bucket);
    copy(parts, from, to);
    ShardMap map = before;
    while (map.shards().get(bucket) == source) {
      shut(from, bucket);
      copyTheRest(parts, from, to);
      depart(parts, from, map.epoch());
      map = change(map, move);
    }
    return map;
  }

  protected void copy(List<Part> parts, Connection from, Connection to) throws SQLException {
    send(parts, from, to);
    from.commit();
  }

  protected void copyTheRest(List<Part> parts, Connection from, Connection to) throws SQLException {
    send(parts, from, to);
  }

  /** What was sent is stored before anything else happens. */
  protected final void send(List<Part> parts, Connection from, Connection to) throws SQLException {
    for (Part part : parts) {
      part.send(from, to);
    }
    to.commit();
  }

  /** From here on, nobody reads or writes the bucket here with a map of this epoch. */
  private static void depart(List<Part> parts, Connection from, long epoch) throws SQLException {
    FenceTable.leave(from, epoch, true, parts.get(0).bucket());
    from.commit();
  }

  /** If the map has changed meanwhile, the fence is for an epoch that has passed: try again. */
  private ShardMap change(ShardMap map, Move move) {
    try {
      return databases.in(CATALOGUE, connection -> change(connection, map.epoch(), List.of(move)));
    } catch (StaleEpochException e) {
      return map();
    }
  }

  /** Waits for the bucket's writers, but not for long: later writers queue behind this. */
  protected void shut(Connection from, int bucket) throws SQLException {
    for (int i = 1; ; i++) {
      try (Statement statement = from.createStatement()) {
        statement.execute("SET LOCAL lock_timeout = '200ms'");
        FenceTable.lock(from, bucket);
        return;
      } catch (SQLException e) {
        from.rollback();
        if (!LOCK_TIMEOUT.equals(e.getSQLState()) || i == TRIES) {
          throw e;
        }
        if (i == TRIES_BEFORE_RECOVERY) {
          recover();
        }
        pause();
      }
    }
  }

  private static void unlockMover(Connection connection) throws SQLException {
    connection.rollback();
    try (Statement statement = connection.createStatement()) {
      statement.execute("SELECT pg_advisory_unlock_all()");
    }
  }
}
