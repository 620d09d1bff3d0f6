package dev.syslab.labs.sharding;

import static dev.syslab.labs.sharding.Expect.*;

import dev.syslab.kit.Fleet;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** What stages 1 and 2 must refuse. */
final class Bounds {
  private static final List<String> ANN = List.of("ann");
  private static final int TOO_MANY = Routing.MOST + 1;
  private static final Region EU = new Region("eu", List.of(1));

  private Bounds() {}

  static void numbers(Fleet<ShardedOrders> servers) {
    for (int shards : new int[] {0, -1, 1_001, Integer.MIN_VALUE}) {
      refused(servers, "byHash over " + shards, orders -> orders.byHash(shards, ANN));
      refused(servers, "inTurn over " + shards, orders -> orders.inTurn(shards, 1));
      refused(servers, "spread over " + shards, orders -> orders.spread(shards, "ann", 1));
    }
    for (int shard : new int[] {-1, 1_000, Integer.MAX_VALUE}) {
      refused(
          servers,
          "byList with shard " + shard,
          orders -> orders.byList(List.of(new Listed("ann", shard)), ANN));
      refused(
          servers,
          "byRegion with shard " + shard,
          orders -> orders.byRegion(List.of(new Region("eu", List.of(1, shard))), List.of()));
    }
    refused(servers, "-1 rows", orders -> orders.inTurn(2, -1));
    for (int ways : new int[] {0, -1, 4}) {
      refused(servers, "ways " + ways + " of 3", orders -> orders.spread(3, "ann", ways));
    }
    for (List<Long> bounds : List.of(List.of(2L, 1L), List.of(1L, 2L, 2L))) {
      refused(servers, "bounds " + bounds, orders -> orders.byRange(bounds, List.of(1L)));
    }
    List<Long> thousand = LongStream.range(0, 1_000).boxed().toList();
    refused(servers, "1,000 bounds", orders -> orders.byRange(thousand, List.of(1L)));
  }

  static void keys(Fleet<ShardedOrders> servers) {
    for (String key : NO_KEYS) {
      String what = describe(key);
      Listed listed = new Listed(key, 1);
      Region region = new Region(key, List.of(1));
      refused(servers, "byHash of " + what, any -> any.byHash(2, List.of("ann", key)));
      refused(servers, "byList of " + what, any -> any.byList(List.of(), List.of(key)));
      refused(servers, "byList that lists " + what, any -> any.byList(List.of(listed), List.of()));
      refused(servers, "spread of " + what, any -> any.spread(2, key, 1));
      refused(servers, "a region: " + what, any -> any.byRegion(List.of(region), List.of()));
      refused(
          servers,
          "byRegion of " + what,
          any -> any.byRegion(List.of(EU), List.of(new Customer("eu", key))));
    }
  }

  static void lists(Fleet<ShardedOrders> servers) {
    List<Listed> listed = numbered().mapToObj(i -> new Listed("v" + i, 1)).toList();
    List<Region> regions = numbered().mapToObj(i -> new Region("v" + i, List.of(1))).toList();
    List<Customer> customers = Collections.nCopies(TOO_MANY, new Customer("eu", "ann"));
    List<Long> numbers = Collections.nCopies(TOO_MANY, 1L);
    refused(servers, "50,001 keys", any -> any.byHash(2, Collections.nCopies(TOO_MANY, "k")));
    refused(servers, "50,001 numbers", any -> any.byRange(List.of(), numbers));
    refused(servers, "50,001 listed values", any -> any.byList(listed, List.of()));
    refused(servers, "50,001 regions", any -> any.byRegion(regions, List.of()));
    refused(servers, "50,001 customers", any -> any.byRegion(List.of(EU), customers));
    for (int shard : new int[] {1, 2}) {
      List<Listed> twice = List.of(new Listed("ann", 1), new Listed("ann", shard));
      refused(servers, "a value listed twice", any -> any.byList(twice, ANN));
    }
    refused(servers, "a region named twice", any -> any.byRegion(List.of(EU, EU), List.of()));
    refused(
        servers,
        "byRegion with an empty group",
        any -> any.byRegion(List.of(new Region("eu", List.of())), List.of()));
  }

  static void rings(Fleet<ShardedOrders> servers) {
    List<Node> one = List.of(new Node("a", 1));
    for (int weight : new int[] {0, -1, 5_000, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
      refused(
          servers,
          "a weight of %d beside one of 1".formatted(weight),
          orders -> orders.onRing(with(one, new Node("b", weight)), ANN));
    }
    refused(servers, "no node", orders -> orders.onRing(List.of(), ANN));
    refused(servers, "two nodes “a”", orders -> orders.onRing(with(one, new Node("a", 2)), ANN));
    List<Node> many = numbered().limit(1_001).mapToObj(i -> new Node("n" + i, 1)).toList();
    refused(servers, "1,001 nodes", orders -> orders.onRing(many, ANN));
    for (String key : NO_KEYS) {
      List<Node> bad = List.of(new Node(key, 1));
      refused(servers, "a node: " + describe(key), orders -> orders.onRing(bad, ANN));
      refused(servers, "onRing of " + describe(key), any -> any.onRing(one, List.of(key)));
    }
    refused(servers, "50,001 keys", any -> any.onRing(one, Collections.nCopies(TOO_MANY, "k")));
  }

  private static IntStream numbered() {
    return IntStream.range(0, TOO_MANY);
  }

  private static String describe(String key) {
    return key.length() < 5
        ? "a key with %s".formatted(key.isEmpty() ? "no character" : "U+0000")
        : "a key of %,d characters".formatted(key.length());
  }
}
