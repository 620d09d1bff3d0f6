package dev.syslab.labs.sharding;

import static dev.syslab.kit.Assertions.assertThat;
import static dev.syslab.labs.sharding.Expect.loads;
import static dev.syslab.labs.sharding.ShardedOrders.BUCKETS;

import dev.syslab.kit.*;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.*;
import java.util.stream.IntStream;

/** Maps, and what it takes to change them. */
final class Plans {
  private Plans() {}

  /** So many numbers in a row. */
  static List<Integer> from(int first, int count) {
    return IntStream.range(first, first + count).boxed().toList();
  }

  static int expectFewest(ShardedOrders orders, List<Integer> map, int shards) {
    List<Move> moves = orders.plan(new ShardMap(7, map), shards);

    List<Integer> after = new ArrayList<>(map);
    moves.forEach(move -> after.set(move.bucket(), move.shard()));
    Map<Integer, Long> loads = loads(after);
    int part = BUCKETS / shards;
    for (int shard = 0; shard < shards; shard++) {
      assertThat(loads.getOrDefault(shard, 0L))
          .as("buckets of shard %d of %d after the plan; before it: %s", shard, shards, loads(map))
          .isBetween((long) part, (long) part + (BUCKETS % shards == 0 ? 0 : 1));
    }
    assertThat(loads.keySet()).as("the shards of the map").allMatch(shard -> shard < shards);
    assertThat(moves.size())
        .as(
            "moves to %d shards from the loads %s. Likely cause: buckets move between shards that"
                + " stay, or the larger shares go to shards that have fewer buckets",
            shards, loads(map))
        .isEqualTo(fewest(loads(map), shards));
    return moves.size();
  }

  /** What is above the parts has to go. The parts that are rounded up belong to the fullest. */
  private static int fewest(Map<Integer, Long> loads, int shards) {
    List<Long> staying =
        IntStream.range(0, shards)
            .mapToObj(shard -> loads.getOrDefault(shard, 0L))
            .sorted(Comparator.reverseOrder())
            .toList();
    long kept = 0;
    for (int i = 0; i < shards; i++) {
      kept += Math.min(staying.get(i), BUCKETS / shards + (i < BUCKETS % shards ? 1 : 0));
    }
    return (int) (BUCKETS - kept);
  }

  /** Sessions of this database that wait for a lock. */
  static long waiting(Postgres postgres) {
    return postgres.number(
        "SELECT count(DISTINCT pid) FROM pg_locks WHERE NOT granted AND pid IN"
            + " (SELECT pid FROM pg_stat_activity WHERE datname = current_database())");
  }

  static List<Move> all(int shard) {
    return IntStream.range(0, BUCKETS).mapToObj(bucket -> new Move(bucket, shard)).toList();
  }

  static ShardMap map(int buckets, int shard) {
    return new ShardMap(1, Collections.nCopies(buckets, shard));
  }

  /**
   * Server 0 gives all buckets to a shard while server 1 does something without a break. Those who
   * find that the map has changed halfway may raise its epoch first: then once more.
   */
  static void assignBeside(
      Fleet<ShardedOrders> servers, int shard, Call<ShardedOrders, ?> something) {
    Attempt<ShardMap> attempt;
    int tries = 0;
    do {
      Ongoing<ShardMap> change = servers.begin(0, any -> any.assign(any.map().epoch(), all(shard)));
      while (!change.done()) {
        servers.attempt(1, something);
      }
      attempt = change.await(ShardedOrders.ANSWER_WITHIN);
    } while (!attempt.acknowledged() && ++tries < 5);
    assertThat(attempt).as("assign of all buckets to shard %d", shard).isAcknowledged();
  }

  /**
   * One server gives all buckets to shard 2, the other to shard 3, both on epoch 1; both come to
   * the map's row while the judge has it locked.
   */
  static List<Attempt<ShardMap>> changeAtOnce(Postgres catalogue, Fleet<ShardedOrders> servers) {
    try (Connection judge = catalogue.connect();
        Statement statement = judge.createStatement()) {
      judge.setAutoCommit(false);
      statement.execute("SELECT epoch FROM shard_map FOR UPDATE");
      Ongoing<ShardMap> one = servers.begin(0, orders -> orders.assign(1, all(2)));
      Ongoing<ShardMap> other = servers.begin(1, orders -> orders.assign(1, all(3)));
      // Before the map's row, a change may have other things to do. The first to come there must
      // not wait for so long that it gives up.
      Wait.atMost(
          ShardedOrders.ANSWER_WITHIN,
          () -> (one.done() && other.done()) || waiting(catalogue) > 0);
      Wait.atMost(
          Duration.ofSeconds(2), () -> (one.done() && other.done()) || waiting(catalogue) == 2);
      judge.rollback();
      return List.of(
          one.await(ShardedOrders.ANSWER_WITHIN), other.await(ShardedOrders.ANSWER_WITHIN));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
