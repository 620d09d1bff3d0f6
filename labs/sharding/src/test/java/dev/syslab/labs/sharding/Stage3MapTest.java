package dev.syslab.labs.sharding;

import static dev.syslab.kit.Assertions.assertThat;
import static dev.syslab.labs.sharding.Expect.*;
import static dev.syslab.labs.sharding.ShardedOrders.BUCKETS;
import static dev.syslab.labs.sharding.Tables.order;

import dev.syslab.kit.*;
import dev.syslab.subject.Lab;
import java.time.Instant;
import java.util.*;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Stage(number = 3, title = "A map that can change", points = 30, servers = Lab.Uses.POSTGRESQL)
class Stage3MapTest {

  @Test
  @Timeout(60)
  @Hint("compare-and-set")
  void of_several_first_maps_or_changes_at_once_one_is_made(
      @Nodes(5) List<Postgres> databases, @Replicas(2) Fleet<ShardedOrders> servers) {
    assertThat(servers.attempt(ShardedOrders::map))
        .as("map() before there is one")
        .failedWith(IllegalStateException.class);
    assertThat(servers.attempt(any -> any.assign(1, Plans.all(1))))
        .as("assign before there is a map")
        .failedWith(IllegalStateException.class);
    for (int shards : new int[] {0, -1, 6}) {
      refused(servers, "createMap(%d) with 5 databases".formatted(shards), make(shards));
    }

    History<Boolean> calls = servers.concurrently(8, make(5));

    assertThat(calls.attempts().stream().filter(Attempt::acknowledged).count())
        .as("of 8 concurrent calls of createMap, those that succeeded")
        .isEqualTo(1);
    assertThat(servers.attempt(1, make(1))).as("one more").failedWith(IllegalStateException.class);
    ShardMap map = servers.get(1).map();
    assertThat(map.epoch()).as("the first epoch").isEqualTo(1);
    assertThat(loads(map.shards()).keySet()).as("shards").containsExactly(0, 1, 2, 3, 4);
    assertThat(loads(map.shards()).values())
        .as("buckets of each of 5 shards, as server 1 reads them")
        .allMatch(count -> count == 51 || count == 52);

    List<Attempt<ShardMap>> attempts = Plans.changeAtOnce(databases.get(0), servers);

    int winner = attempts.get(0).acknowledged() ? 0 : 1;
    assertThat(attempts.get(winner))
        .as("the first of two changes that were planned for epoch 1")
        .isAcknowledged();
    assertThat(attempts.get(1 - winner))
        .as("the second one. Likely cause: the epoch is checked first and updated later")
        .failedWith(StaleEpochException.class);
    assertThat(attempts.get(winner).get())
        .as("the map that the change returned")
        .isEqualTo(new ShardMap(2, Collections.nCopies(BUCKETS, 2 + winner)))
        .isEqualTo(servers.get(1 - winner).map());
  }

  private static Call<ShardedOrders, Boolean> make(int shards) {
    return orders -> {
      orders.createMap(shards);
      return true;
    };
  }

  @Test
  @Timeout(60)
  @Hint("fewest-moves")
  void a_plan_moves_as_few_buckets_as_possible(ShardedOrders orders, Random random, Notes notes) {
    for (int[] growth : new int[][] {{4, 5}, {10, 11}, {5, 4}, {3, 1}, {1, 7}, {250, 1_000}}) {
      List<Integer> even = IntStream.range(0, BUCKETS).mapToObj(i -> i % growth[0]).toList();
      int moves = Plans.expectFewest(orders, even, growth[1]);
      notes.add("%d → %d shards: %d of 256 buckets move", growth[0], growth[1], moves);
    }
    for (int i = 0; i < 30; i++) {
      int shards = 1 + random.nextInt(12);
      List<Integer> uneven = random.ints(BUCKETS, 0, 1 + random.nextInt(12)).boxed().toList();
      Plans.expectFewest(orders, uneven, shards);
    }
  }

  @Test
  @Timeout(60)
  @Hint("all-or-nothing")
  void a_call_with_one_bad_element_changes_nothing(
      @Nodes(3) List<Postgres> databases, Fleet<ShardedOrders> servers) {
    servers.get(0).createMap(2);
    List<Integer> shards = servers.get(0).map().shards();
    NewOrder good = order("ann", "c", Tables.MOST_CENTS);

    Refusals.changes(servers);
    Refusals.orders(servers, good);

    assertThat(servers.get(0).map())
        .as("the map after calls that were refused")
        .isEqualTo(new ShardMap(1, shards));
    assertThat(new Tables(databases).count()).as("orders that were stored").isZero();
    assertThat(servers.get(0).place(List.of(good, order("bob", null, 0)))).hasSize(2);
    assertThat(servers.get(0).assign(1, List.of(new Move(255, shards.get(255)))))
        .as("the map after a bucket was moved to where it already is")
        .isEqualTo(new ShardMap(2, shards));
  }

  @Test
  @Timeout(60)
  @Hint("bucket-then-map")
  void an_order_lies_where_the_map_says_and_nowhere_else(
      @Nodes(4) List<Postgres> databases,
      @Replicas(2) Fleet<ShardedOrders> servers,
      Hostile hostile,
      Random random) {
    servers.get(0).createMap(3);
    servers.get(0).assign(1, IntStream.range(0, 40).mapToObj(b -> new Move(b * 5, 3)).toList());
    List<NewOrder> orders = Tables.hostile(120, hostile, random);
    List<Integer> map = servers.get(1).map().shards();

    List<Order> placed = Tables.withIds(orders, servers.get(0).place(orders));

    List<Integer> buckets =
        servers.get(1).byHash(BUCKETS, orders.stream().map(NewOrder::customer).toList());
    for (int shard = 0; shard < 4; shard++) {
      int number = shard;
      assertThat(new Tables(databases).in(shard))
          .as("orders in database %d", shard)
          .containsExactlyInAnyOrderElementsOf(
              IntStream.range(0, placed.size())
                  .filter(i -> map.get(buckets.get(i)) == number)
                  .mapToObj(placed::get)
                  .toList());
    }
    Map<String, Integer> bucketOf = new HashMap<>();
    IntStream.range(0, 120).forEach(i -> bucketOf.put(orders.get(i).customer(), buckets.get(i)));
    assertThat(new Tables(databases).buckets())
        .as("the column bucket of orders, by customer")
        .isEqualTo(bucketOf);
    for (Order order : placed.subList(0, 20)) {
      assertThat(servers.get(1).find(order.customer(), order.id()))
          .as("the order, according to the other server")
          .contains(order);
      for (NewOrder other : orders.subList(0, 20)) {
        if (!other.customer().equals(order.customer())) {
          assertThat(servers.get(1).find(other.customer(), order.id()))
              .as(
                  "the order of “%s” with that id, which belongs to another customer",
                  other.customer())
              .isEqualTo(Optional.empty());
        }
      }
    }
  }

  @Test
  @Timeout(60)
  @Hint("the-map-as-it-is-now")
  void after_a_change_every_process_goes_by_the_new_map(
      @Nodes(3) List<Postgres> databases,
      @Replicas(2) Fleet<ShardedOrders> servers,
      Random random) {
    servers.get(0).createMap(2);
    List<NewOrder> orders =
        Crowd.any(random).keys(0, 10).stream().map(one -> order(one, null, 1)).toList();
    servers.get(0).place(orders);
    for (int round = 0; round < 8; round++) {
      int shard = 1 + round % 2;
      // This process has just read the map when it changes, and is asked as soon as it has.
      Plans.assignBeside(servers, shard, any -> any.find(orders.get(0).customer(), 1));

      List<Order> placed = Tables.withIds(orders, servers.get(1).place(orders));

      assertThat(new Tables(databases).in(shard))
          .as("orders in database %d, which now has every bucket, after 10 more", shard)
          .containsAll(placed);
    }
    List<Order> placed = Tables.withIds(orders, servers.get(0).place(orders));
    assertThat(new Tables(databases).in(2))
        .as("orders there after server 0 placed 10")
        .containsAll(placed);
    assertThat(servers.get(1).find(placed.get(0).customer(), placed.get(0).id()))
        .as("one of them, according to server 1")
        .contains(placed.get(0));
  }

  @Test
  @Timeout(60)
  @Hint("compare-before-you-reset")
  void ids_rise_while_the_clock_stands_or_steps_back(
      Fleet<ShardedOrders> servers, Hostile hostile, Random random) {
    for (Instant start : hostile.instants(3, Readings.FIRST, Readings.LAST)) {
      List<Instant> clock = Readings.unsteady(start);

      List<Long> ids = servers.get(0).ids(3, clock);

      Readings.expectRising(clock, ids);
    }
    for (int worker : new int[] {0, 1_023}) {
      List<Instant> clock = List.of(Readings.OPENING, Readings.CLOSING);
      Readings.expectRising(clock, servers.get(0).ids(worker, clock));
    }
    Instant now = Readings.FIRST.plusSeconds(random.nextInt(1 << 30));
    Refusals.clocks(servers, now);
    assertThat(servers.get(0).ids(1, List.of(now, now.minusMillis(100)))).hasSize(2);
  }

  @Test
  @Timeout(60)
  @Hint("time-then-worker")
  void ids_of_two_workers_or_processes_never_meet(
      @Nodes(4) List<Postgres> databases,
      @Replicas(3) Fleet<ShardedOrders> servers,
      Hostile hostile,
      Random random) {
    List<Integer> workers = List.of(0, 1, 31, 32, 255, 256, 1_023);
    for (Instant start : hostile.instants(3, Readings.FIRST, Readings.LAST)) {
      Set<Long> all = new HashSet<>();
      for (int i = 0; i < workers.size(); i++) {
        all.addAll(servers.get(0).ids(workers.get(i), Collections.nCopies(5_000, start)));

        assertThat(all)
            .as("different ids of 5,000 each for the workers %s", workers.subList(0, i + 1))
            .hasSize(5_000 * (i + 1));
      }
      long next = servers.get(0).ids(0, List.of(start.plusSeconds(1))).get(0);
      assertThat(Collections.max(all))
          .as("the greatest of their ids, compared with worker 0's one second later")
          .isLessThan(next);
    }
    servers.get(0).createMap(4);
    List<NewOrder> orders =
        Crowd.any(random).keys(0, 100).stream().map(one -> order(one, "c", 1)).toList();

    History<List<Long>> calls = servers.concurrently(18, any -> any.place(orders));

    List<Long> ids = calls.attempts().stream().flatMap(call -> call.get().stream()).toList();
    assertThat(ids.size() - new HashSet<>(ids).size())
        .as("ids that occur again, of 1,800 orders in 4 databases")
        .isZero();
    assertThat(servers.get(1).place(Collections.nCopies(1_200, orders.get(0)))).hasSize(1_200);
    assertThat(new Tables(databases).count()).as("orders in the databases").isEqualTo(3_000);
  }

  @Test
  @Timeout(60)
  @Hint("one-shard-of-many")
  void a_silent_database_stops_only_its_own_customers(
      @Nodes(4) List<Postgres> databases, Fleet<ShardedOrders> servers, Random random) {
    servers.get(0).createMap(4);
    List<List<String>> customers = Tables.customers(servers.get(0), 4, 1, random);
    List<NewOrder> orders = customers.stream().map(one -> order(one.get(0), null, 5)).toList();
    List<Long> ids = servers.get(0).place(orders);
    try (Fault silence = servers.replica(0).link(databases.get(3)).blackHole()) {
      for (int shard : new int[] {1, 2}) {
        String customer = orders.get(shard).customer();

        assertThat(servers.attempt(any -> any.find(customer, ids.get(shard)).isPresent()))
            .as("find of an order in database %d, while database 3 is silent", shard)
            .returned(true);
        assertThat(servers.attempt(any -> any.find(customer, ids.get(3)).isPresent()))
            .as("find of an order that database %d does not have, while 3 is silent", shard)
            .returned(false);
        assertThat(servers.attempt(any -> any.place(List.of(orders.get(shard)))))
            .as("an order for database %d, while database 3 is silent", shard)
            .isAcknowledged()
            .during(silence);
      }
      assertThat(servers.attempt(any -> any.find(orders.get(3).customer(), ids.get(3))))
          .as("find of an order in database 3")
          .failedWith(UnavailableException.class)
          .endedWithin(ShardedOrders.ANSWER_WITHIN)
          .during(silence);
      assertThat(servers.attempt(any -> any.place(List.of(orders.get(3)))))
          .as("an order for database 3")
          .failedWith(UnavailableException.class)
          .endedWithin(ShardedOrders.ANSWER_WITHIN)
          .during(silence);
    }
  }
}
