package dev.syslab.labs.sharding;

import static dev.syslab.kit.Assertions.assertThat;
import static dev.syslab.labs.sharding.Expect.*;

import dev.syslab.kit.*;
import dev.syslab.kit.verdict.Plot;
import dev.syslab.kit.verdict.Plot.Axis;
import java.util.*;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@Stage(number = 1, title = "Where does it belong?", points = 20)
class Stage1RoutingTest {
  private static final int[] SHARDS = {1, 2, 10, 31, 256};
  private static final List<Region> EU = List.of(new Region("eu", List.of(1)));
  private static final List<Listed> TWICE = List.of(new Listed("ann", 1), new Listed("ann", 2));

  @Test
  @Hint("hash-every-character")
  void keys_are_spread_evenly_whatever_they_have_in_common(ShardedOrders orders, Random random) {
    int keys = 10_000;
    for (Crowd.Form form : Crowd.Form.values()) {
      Crowd crowd = Crowd.of(form, random);
      for (int shards : SHARDS) {
        Map<Integer, Long> loads = loads(orders.byHash(shards, crowd.keys(0, keys)));

        double mean = (double) keys / shards;
        double chance = 6 * Math.sqrt(mean) + 6;
        for (int shard = 0; shard < shards; shard++) {
          assertThat((double) loads.getOrDefault(shard, 0L))
              .as(
                  "keys on shard %d of %d, of 10,000 like “%s”. Likely cause: the hash looks at a"
                      + " part of the key, or its remainder does",
                  shard, shards, crowd.keys(0, 1).get(0))
              .isBetween(mean - chance, mean + chance);
        }
      }
    }
  }

  @Test
  @Hint("same-everywhere")
  void every_process_finds_a_key_on_the_same_shard(
      @Replicas(3) Fleet<ShardedOrders> servers, Hostile hostile, Random random) {
    List<String> keys = hostile.ids(100, KEY);
    for (int shards : SHARDS) {
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
  @Hint("listed-or-refused")
  void a_value_goes_where_the_list_says_or_nowhere(Fleet<ShardedOrders> servers, Hostile hostile) {
    List<String> values = hostile.ids(Hostile.ENOUGH, KEY);
    List<String> listed = values.subList(0, values.size() - 5);
    List<Listed> list =
        IntStream.range(0, listed.size())
            .mapToObj(i -> new Listed(listed.get(i), (i * 37) % Routing.MOST_SHARDS))
            .toList();

    assertThat(servers.get(0).byList(list, listed))
        .as("the shards of values that are listed")
        .isEqualTo(list.stream().map(Listed::shard).toList());
    for (String other : values.subList(values.size() - 5, values.size())) {
      refused(
          servers,
          "byList with “%s”, which is not listed, as the last of its call".formatted(other),
          orders -> orders.byList(list, with(listed, other)));
    }
  }

  @Test
  @Hint("list-then-hash")
  void a_customer_stays_in_the_group_of_the_region(
      Fleet<ShardedOrders> servers, Hostile hostile, Random random) {
    List<String> names = hostile.ids(8, KEY);
    List<String> ids = hostile.ids(Hostile.ENOUGH, KEY);
    List<Region> regions =
        IntStream.range(0, 7)
            .mapToObj(i -> new Region(names.get(i), Plans.from(100 * i, 1 + random.nextInt(9))))
            .toList();
    for (Region region : regions) {
      List<Integer> group = region.group();
      List<Customer> customers = ids.stream().map(id -> new Customer(region.name(), id)).toList();

      List<Integer> shards = servers.get(0).byRegion(regions, customers);

      List<Integer> places = servers.get(0).byHash(group.size(), ids);
      assertThat(shards)
          .as("shards of customers of a region whose group is %s", group)
          .isEqualTo(places.stream().map(group::get).toList());
    }
    refused(
        servers,
        "byRegion with a region that has no group",
        orders -> orders.byRegion(regions, List.of(new Customer(names.get(7), "ann"))));
  }

  @Test
  @Hint("take-your-turns-at-once")
  void rows_are_dealt_out_evenly_by_all_callers_together(
      Fleet<ShardedOrders> servers, Random random) {
    List<Integer> dealt = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      dealt.addAll(servers.get(0).inTurn(5, random.nextInt(7)));
      servers.get(0).inTurn(3, 1);
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
        .as("rows by which the fullest shard is ahead, after %s: %s", how, loads)
        .isBetween(0L, 1L);
    assertThat(loads.keySet()).as("shards").allMatch(shard -> shard >= 0 && shard < shards);
  }

  @Test
  @Hint("different-shards")
  void a_celebrity_gets_as_many_different_shards_as_asked(
      @Replicas(2) Fleet<ShardedOrders> servers, Hostile hostile) {
    for (String key : hostile.ids(12, KEY)) {
      for (int shards : new int[] {1, 3, 10}) {
        List<Integer> all = servers.get(0).spread(shards, key, shards);

        assertThat(all)
            .as("all %d shards for “%s”", shards, key)
            .containsExactlyInAnyOrderElementsOf(IntStream.range(0, shards).boxed().toList())
            .startsWith(servers.get(0).byHash(shards, List.of(key)).get(0));
        int fewer = (shards + 1) / 2;
        assertThat(servers.get(1).spread(shards, key, fewer))
            .as("%d of %d shards, asked of another server", fewer, shards)
            .isEqualTo(all.subList(0, fewer));
      }
    }
  }

  @Test
  @Hint("refuse-nonsense")
  void routing_refuses_what_is_out_of_bounds(Fleet<ShardedOrders> servers) {
    List<String> ann = List.of("ann");
    for (int shards : new int[] {0, -1, 1_001, Integer.MIN_VALUE}) {
      refused(servers, "byHash over " + shards, orders -> orders.byHash(shards, ann));
      refused(servers, "inTurn over " + shards, orders -> orders.inTurn(shards, 1));
      refused(servers, "spread over " + shards, orders -> orders.spread(shards, "ann", 1));
      refused(
          servers,
          "byList with shard " + (shards == 0 ? 1_000 : shards),
          orders -> orders.byList(List.of(new Listed("ann", shards == 0 ? 1_000 : shards)), ann));
    }
    for (String key : NO_KEYS) {
      String what = "a key of %d characters".formatted(key.length());
      refused(servers, "byHash of " + what, orders -> orders.byHash(2, List.of("ann", key)));
      refused(
          servers,
          "byList that lists " + what,
          orders -> orders.byList(List.of(new Listed(key, 1)), ann));
      refused(servers, "spread of " + what, orders -> orders.spread(2, key, 1));
      refused(
          servers,
          "byRegion of " + what,
          orders -> orders.byRegion(EU, List.of(new Customer("eu", key))));
    }
    refused(servers, "50,001 keys", any -> any.byHash(2, Collections.nCopies(50_001, "k")));
    refused(servers, "50,001 rows", orders -> orders.inTurn(2, 50_001));
    refused(servers, "-1 rows", orders -> orders.inTurn(2, -1));
    for (int ways : new int[] {0, -1, 4}) {
      refused(servers, "ways " + ways + " of 3", orders -> orders.spread(3, "ann", ways));
    }
    for (List<Long> bounds : List.of(List.of(2L, 1L), List.of(1L, 2L, 2L))) {
      refused(servers, "bounds " + bounds, orders -> orders.byRange(bounds, List.of(1L)));
    }
    List<Long> thousand = IntStream.range(0, 1_000).mapToObj(Long::valueOf).toList();
    refused(servers, "1,000 bounds", orders -> orders.byRange(thousand, List.of(1L)));
    refused(servers, "a value listed twice", any -> any.byList(TWICE, ann));
    refused(servers, "a region named twice", any -> any.byRegion(with(EU, EU.get(0)), List.of()));
    refused(
        servers,
        "byRegion with an empty group",
        any -> any.byRegion(List.of(new Region("eu", List.of())), List.of()));

    assertThat(servers.get(0).byHash(Routing.MOST_SHARDS, ann)).hasSize(1);
    assertThat(servers.get(0).byHash(2, Collections.nCopies(Routing.MOST, "k"))).hasSize(50_000);
    assertThat(servers.get(0).byRange(thousand.subList(0, 999), List.of(999L))).containsOnly(999);
  }
}
