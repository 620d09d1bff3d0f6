package dev.syslab.labs.sharding;

import static dev.syslab.kit.Assertions.assertThat;
import static dev.syslab.labs.sharding.Expect.*;

import dev.syslab.kit.*;
import dev.syslab.kit.verdict.Plot;
import dev.syslab.kit.verdict.Plot.Axis;
import java.util.*;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Stage(number = 1, title = "Where does it belong?", points = 20)
class Stage1RoutingTest {
  private static final int[] SHARDS = {2, 31, 256};

  @Test
  @Timeout(60)
  @Hint("hash-every-character")
  void keys_are_spread_evenly_and_alike_in_every_process(
      @Replicas(3) Fleet<ShardedOrders> servers, Hostile hostile, Random random) {
    for (Crowd.Form form : Crowd.Form.values()) {
      List<String> keys = Crowd.of(form, random).keys(0, 10_000);
      for (int shards : SHARDS) {
        Map<Integer, Long> loads = loads(servers.get(0).byHash(shards, keys));

        double mean = (double) keys.size() / shards;
        double chance = 6 * Math.sqrt(mean) + 6;
        for (int shard = 0; shard < shards; shard++) {
          assertThat(loads.getOrDefault(shard, 0L))
              .as(
                  "keys on shard %d of %d, of 10,000 like “%s” and “%s”. Likely cause: the hash, or"
                      + " its remainder, depends on only a part of the key",
                  shard, shards, keys.get(0), keys.get(1))
              .isBetween((long) (mean - chance), (long) Math.ceil(mean + chance));
        }
      }
    }
    List<String> keys = hostile.ids(100, KEY);
    for (int shards : new int[] {1, 7, Routing.MOST_SHARDS}) {
      List<Integer> first = servers.get(0).byHash(shards, keys);

      assertThat(first).as("shards of %d", shards).allMatch(s -> s >= 0 && s < shards);
      for (int server = 0; server < servers.size(); server++) {
        String key = keys.get(random.nextInt(keys.size()));
        int alone = servers.get(server).byHash(shards, List.of(key)).get(0);

        assertThat(alone)
            .as(
                "the shard of %d that server %d finds for “%s”. Likely cause: the hash depends on"
                    + " something that differs between processes",
                shards, server, key)
            .isEqualTo(first.get(keys.indexOf(key)));
      }
    }
  }

  @Test
  @Timeout(60)
  @Hint("from-on-and-below")
  void a_bound_belongs_to_the_shard_above_it(ShardedOrders orders, Hostile hostile, Notes notes) {
    List<Long> bounds =
        hostile.amounts(20, Long.MIN_VALUE + 1, Long.MAX_VALUE - 1).stream().sorted().toList();
    List<Long> numbers = new ArrayList<>(List.of(Long.MIN_VALUE, 0L, Long.MAX_VALUE));
    bounds.forEach(bound -> numbers.addAll(List.of(bound - 1, bound, bound + 1)));

    List<Integer> shards = orders.byRange(bounds, numbers);

    for (int i = 0; i < numbers.size(); i++) {
      long number = numbers.get(i);
      assertThat(shards.get(i))
          .as("the shard of %d, with the bounds %s", number, bounds)
          .isEqualTo((int) bounds.stream().filter(bound -> bound <= number).count());
    }
    assertThat(orders.byRange(List.of(), numbers)).as("without bounds").containsOnly(0);
    draw(orders, notes);
  }

  /** The newest numbers all lie in the last range: a hot shard that a hash would not have. */
  private static void draw(ShardedOrders orders, Notes notes) {
    Plot plot =
        notes.plot(
            Plot.of(
                "Where the newest 800 of 8,000 orders go",
                Axis.of("shard", ""),
                Axis.of("orders", "")));
    List<Long> newest = IntStream.range(7_200, 8_000).mapToObj(Long::valueOf).toList();
    List<Long> bounds = IntStream.range(1, 8).mapToObj(i -> i * 1_000L).toList();
    Map<Integer, Long> range = loads(orders.byRange(bounds, newest));
    Map<Integer, Long> hash =
        loads(orders.byHash(8, newest.stream().map(String::valueOf).toList()));
    for (int shard = 0; shard < 8; shard++) {
      plot.series("by range").add(shard, range.getOrDefault(shard, 0L));
      plot.series("by hash").add(shard, hash.getOrDefault(shard, 0L));
    }
  }

  @Test
  @Timeout(60)
  @Hint("list-then-hash")
  void a_value_or_customer_goes_where_the_list_says_or_nowhere(
      Fleet<ShardedOrders> servers, Hostile hostile, Random random) {
    List<String> values = hostile.ids(Hostile.ENOUGH, KEY);
    List<String> listed = values.subList(0, values.size() - 5);
    List<Listed> list =
        IntStream.range(0, listed.size())
            .mapToObj(i -> new Listed(listed.get(i), (i * 37) % Routing.MOST_SHARDS))
            .toList();
    List<Region> regions =
        IntStream.range(0, 7)
            .mapToObj(i -> new Region(listed.get(i), Plans.from(140 * i, 1 + random.nextInt(9))))
            .toList();
    // A shard that occurs three times has three parts of the customers.
    regions = with(regions, new Region(listed.get(7), List.of(999, 3, 999, 999)));

    assertThat(servers.get(0).byList(list, listed))
        .as("the shards of values that are listed")
        .isEqualTo(list.stream().map(Listed::shard).toList());
    for (Region region : regions) {
      List<Integer> group = region.group();
      List<Customer> customers =
          values.stream().map(id -> new Customer(region.name(), id)).toList();

      List<Integer> shards = servers.get(0).byRegion(regions, customers);

      List<Integer> places = servers.get(0).byHash(group.size(), values);
      for (int i = 0; i < customers.size(); i++) {
        assertThat(shards.get(i))
            .as("the shard of %s, whose region has the group %s", customers.get(i), group)
            .isEqualTo(group.get(places.get(i)));
      }
    }
    List<Region> all = regions;
    for (String other : values.subList(values.size() - 5, values.size())) {
      refused(
          servers,
          "byList with “%s”, which is not listed, as the last value of the call".formatted(other),
          orders -> orders.byList(list, with(listed, other)));
      refused(
          servers,
          "byRegion with “%s”, which has no group, as the last region of the call".formatted(other),
          orders ->
              orders.byRegion(
                  all, List.of(new Customer(listed.get(0), "ann"), new Customer(other, "ann"))));
    }
  }

  @Test
  @Timeout(60)
  @Hint("take-your-turns-at-once")
  void rows_are_dealt_out_evenly_by_all_callers_together(
      Fleet<ShardedOrders> servers, Random random) {
    List<Integer> dealt = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      dealt.addAll(servers.get(0).inTurn(5, random.nextInt(7)));
      // What others have been dealt out, or refused, is no turn of these.
      servers.get(0).inTurn(List.of(1, 3, 21, 37, 69, 133, 261, 517, 1_000).get(i % 9), 1);
      refused(servers, "50,001 rows", orders -> orders.inTurn(5, Routing.MOST + 1));
      expectEven("several calls, one after the other", 5, dealt);
    }

    History<List<Integer>> calls = servers.concurrently(60, orders -> orders.inTurn(7, 5_000));

    List<Integer> together =
        calls.attempts().stream().flatMap(call -> call.get().stream()).toList();
    assertThat(together).as("rows dealt out").hasSize(300_000);
    expectEven("60 calls at once", 7, together);
  }

  private static void expectEven(String how, int shards, List<Integer> dealt) {
    Map<Integer, Long> loads = loads(dealt);
    long[] counts =
        IntStream.range(0, shards).mapToLong(shard -> loads.getOrDefault(shard, 0L)).toArray();
    assertThat(Arrays.stream(counts).max().orElse(0) - Arrays.stream(counts).min().orElse(0))
        .as("rows that the fullest shard has more than the emptiest one, after %s: %s", how, loads)
        .isBetween(0L, 1L);
    assertThat(loads.keySet()).as("shards").allMatch(shard -> shard >= 0 && shard < shards);
  }

  @Test
  @Timeout(60)
  @Hint("different-shards")
  void a_celebrity_gets_as_many_different_shards_as_asked(
      @Replicas(2) Fleet<ShardedOrders> servers, Hostile hostile) {
    for (String key : hostile.ids(12, KEY)) {
      for (int shards : new int[] {1, 3, 10}) {
        List<Integer> all = servers.get(0).spread(shards, key, shards);

        assertThat(all)
            .as("the %d shards for “%s”, when all are used", shards, key)
            .containsExactlyInAnyOrderElementsOf(IntStream.range(0, shards).boxed().toList())
            .startsWith(servers.get(0).byHash(shards, List.of(key)).get(0));
        int fewer = (shards + 1) / 2;
        assertThat(servers.get(1).spread(shards, key, fewer))
            .as("%d of %d shards, according to another server", fewer, shards)
            .isEqualTo(all.subList(0, fewer));
      }
    }
  }

  @Test
  @Timeout(60)
  @Hint("refuse-nonsense")
  void routing_refuses_what_is_out_of_bounds(Fleet<ShardedOrders> servers) {
    Bounds.numbers(servers);
    Bounds.keys(servers);
    Bounds.lists(servers);

    List<Long> bounds = LongStream.range(0, 999).boxed().toList();
    assertThat(servers.get(0).byHash(Routing.MOST_SHARDS, List.of("ann"))).hasSize(1);
    assertThat(servers.get(0).byHash(2, List.of("\ud83d\ude00".repeat(100)))).hasSize(1);
    assertThat(servers.get(0).byHash(2, Collections.nCopies(Routing.MOST, "k"))).hasSize(50_000);
    assertThat(servers.get(0).byRange(bounds, List.of(999L))).containsOnly(999);
  }
}
