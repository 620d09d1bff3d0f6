package dev.syslab.labs.sharding;

import static dev.syslab.kit.Assertions.assertThat;
import static dev.syslab.labs.sharding.Expect.*;
import static dev.syslab.labs.sharding.Tables.order;

import dev.syslab.kit.*;
import java.time.Instant;
import java.util.*;

/** What stage 3 must refuse. */
final class Refusals {
  private Refusals() {}

  /** On a map of epoch 1 and 3 databases. */
  static void changes(Fleet<ShardedOrders> servers) {
    Move good = new Move(0, 2);
    List<Move> bad =
        List.of(new Move(1, 3), new Move(1, -1), new Move(256, 1), new Move(-1, 1), new Move(0, 1));
    for (Move move : bad) {
      refused(servers, "assign of " + move, any -> any.assign(1, List.of(good, move)));
    }
    refused(servers, "assign without moves", orders -> orders.assign(1, List.of()));
    refused(servers, "assign for epoch 0", orders -> orders.assign(0, List.of(good)));
    for (long epoch : new long[] {2, Long.MAX_VALUE}) {
      assertThat(servers.attempt(orders -> orders.assign(epoch, List.of(good))))
          .as("assign for epoch %d, which does not exist yet", epoch)
          .failedWith(StaleEpochException.class);
    }
    refused(servers, "a plan for 0 shards", any -> any.plan(any.map(), 0));
    refused(servers, "a plan of 255 buckets", any -> any.plan(Plans.map(255, 0), 1));
    refused(servers, "a plan with shard 1,000", any -> any.plan(Plans.map(256, 1_000), 1));
  }

  static void clocks(Fleet<ShardedOrders> servers, Instant now) {
    for (int[] back : new int[][] {{101}, {60, 101}, {100, 40, 3_600_000}}) {
      List<Instant> clock = with(List.of(now), Readings.back(now, back));
      assertThat(servers.attempt(orders -> orders.ids(1, clock)))
          .as("ids after the clock was set back by this many ms: %s", Arrays.toString(back))
          .failedWith(IllegalStateException.class);
    }
    for (int worker : new int[] {-1, 1_024}) {
      refused(servers, "worker " + worker, orders -> orders.ids(worker, List.of(now)));
    }
    for (String time : List.of("2019-12-31T23:59:59.999Z", "2080-01-01T00:00:00Z")) {
      refused(servers, time, orders -> orders.ids(1, List.of(Instant.parse(time))));
    }
  }

  static void orders(Fleet<ShardedOrders> servers, NewOrder good) {
    List<NewOrder> bad =
        new ArrayList<>(List.of(order("bob", "c", -1), order("bob", "c", Tables.MOST_CENTS + 1)));
    NO_KEYS.forEach(key -> bad.addAll(List.of(order(key, "c", 1), order("bob", key, 1))));
    for (NewOrder one : bad) {
      refused(servers, "place with an invalid order", any -> any.place(List.of(good, one)));
    }
    NO_KEYS.forEach(key -> refused(servers, "find with an invalid key", any -> any.find(key, 1)));
    refused(servers, "50,001 orders", any -> any.place(Collections.nCopies(50_001, good)));
  }
}
