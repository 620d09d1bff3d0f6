package dev.syslab.solutions.sharding;

import dev.syslab.labs.sharding.Move;
import dev.syslab.labs.sharding.ShardMap;
import dev.syslab.labs.sharding.StaleEpochException;
import dev.syslab.labs.sharding.UnavailableException;
import dev.syslab.subject.Environment;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Stage 7: a process caches the map, and a database rejects what is done with an outdated map.
 *
 * <p>When a bucket leaves a database, a row in that database says up to which epoch maps are too
 * old for the bucket. A writer takes a shared lock on the bucket, then looks for the row; a mover
 * takes the lock exclusively, so it waits for current writers, and later ones see the row.
 */
public abstract class Fences extends Maps {
  /** The new map follows the fence within milliseconds; after this, the mover must have died. */
  private static final Duration SWITCH = Duration.ofMillis(300);

  private static final Duration PATIENCE = Duration.ofSeconds(4);
  private static final Duration PAUSE = Duration.ofMillis(10);

  private volatile ShardMap kept;

  protected Fences(Environment env) {
    super(env);
  }

  /** The map that was used is too old. */
  protected static final class TooOld extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  @Override
  public ShardMap map() {
    return keep(super.map());
  }

  private synchronized ShardMap keep(ShardMap map) {
    if (kept == null || kept.epoch() < map.epoch()) {
      kept = map;
    }
    return map;
  }

  /** Runs an operation with the map that this process has, and with a newer one if need be. */
  protected <T> T routed(Function<ShardMap, T> task) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    ShardMap map = kept == null ? map() : kept;
    while (true) {
      try {
        return task.apply(map);
      } catch (TooOld e) {
        if (System.nanoTime() > end) {
          throw new UnavailableException("the map changes faster than it can be followed", e);
        }
        map = newer(map);
      }
    }
  }

  protected ShardMap newer(ShardMap old) {
    long end = System.nanoTime() + SWITCH.toNanos();
    while (true) {
      ShardMap map = map();
      if (map.epoch() > old.epoch()) {
        return map;
      }
      if (System.nanoTime() > end) {
        return cancel(old);
      }
      pause();
    }
  }

  /**
   * The process that fenced the bucket has died or is slow. With the next epoch, its fences have no
   * effect, nor has the change that it was about to make.
   */
  protected ShardMap cancel(ShardMap old) {
    try {
      return keep(
          databases.in(CATALOGUE, connection -> change(connection, old.epoch(), List.of())));
    } catch (StaleEpochException e) {
      return map();
    }
  }

  protected int bucket(String customer) {
    return shardOf(customer, BUCKETS);
  }

  protected int shardFor(List<Integer> map, String customer) {
    return map.get(bucket(customer));
  }

  /** Until the transaction ends, none of the customers' buckets leaves this database. */
  protected void enter(Connection connection, ShardMap map, Collection<String> customers)
      throws SQLException {
    FenceTable.lockShared(connection, buckets(customers));
    checkAge(connection, map, customers);
  }

  /** A read calls this last: what it has read was current if the buckets are still here. */
  protected void checkAge(Connection connection, ShardMap map, Collection<String> customers)
      throws SQLException {
    if (FenceTable.isTooOld(connection, map.epoch(), buckets(customers))) {
      throw new TooOld();
    }
  }

  protected void checkRead(Connection connection, ShardMap map, String customer)
      throws SQLException {
    checkAge(connection, map, List.of(customer));
  }

  private Integer[] buckets(Collection<String> customers) {
    return customers.stream().map(this::bucket).distinct().sorted().toArray(Integer[]::new);
  }

  @Override
  public ShardMap assign(long epoch, List<Move> moves) {
    return keep(super.assign(epoch, moves));
  }

  /** The buckets leave first; then the map says where they are. */
  @Override
  protected void prepare(long epoch, List<Move> moves) {
    ShardMap map = map();
    if (map.epoch() != epoch) {
      throw new StaleEpochException("the map's epoch is %d by now".formatted(map.epoch()));
    }
    Map<Integer, List<Integer>> leaving = new TreeMap<>();
    for (Move move : moves) {
      int shard = map.shards().get(move.bucket());
      if (shard != move.shard()) {
        leaving.computeIfAbsent(shard, absent -> new ArrayList<>()).add(move.bucket());
      }
    }
    leaving.forEach(
        (shard, buckets) ->
            databases.in(
                shard,
                connection -> {
                  Integer[] sorted = buckets.stream().sorted().toArray(Integer[]::new);
                  FenceTable.lock(connection, sorted);
                  FenceTable.leave(connection, epoch, false, sorted);
                  return null;
                }));
  }

  protected static void pause() {
    try {
      Thread.sleep(PAUSE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnavailableException("interrupted", e);
    }
  }
}
