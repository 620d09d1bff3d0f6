package dev.syslab.labs.sharding;

import static dev.syslab.kit.Assertions.assertThat;
import static dev.syslab.labs.sharding.Expect.*;

import dev.syslab.kit.*;
import dev.syslab.kit.verdict.Plot;
import dev.syslab.kit.verdict.Plot.Axis;
import java.util.*;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@Stage(number = 2, title = "A node more, a node less", points = 25)
class Stage2RingTest {
  private static final int KEYS = 40_000;

  @Test
  @Hint("many-points")
  void nodes_of_equal_weight_share_the_keys_evenly(
      ShardedOrders orders, Hostile hostile, Random random, Notes notes) {
    int points = orders.points();
    assertThat(points).as("points of a node of weight 1").isBetween(100, 1_000);
    List<String> numbered = IntStream.range(0, 10).mapToObj(i -> "shard-" + i).toList();
    List<String> addresses = IntStream.range(0, 10).mapToObj(i -> "10.0.0." + i + ":5432").toList();
    Plot plot =
        notes.plot(Plot.of("Keys by node", Axis.of("node", ""), Axis.of("share of the mean", "%")));
    List<List<String>> sets = List.of(numbered, addresses, hostile.ids(10, KEY));
    for (List<String> names : sets) {
      Map<String, Long> loads = look(orders, weighing(1, names), Crowd.any(random));

      expectShares(points, weighing(1, names), loads);
      notes.add("most over mean: %.2f", Collections.max(loads.values()) * 10.0 / KEYS);
      for (int i = 0; i < 10; i++) {
        plot.series("set " + (1 + sets.indexOf(names)))
            .add(i, loads.get(names.get(i)) * 1_000.0 / KEYS);
      }
    }
  }

  @Test
  @Hint("weight-is-points")
  void a_small_weight_beside_large_ones_gets_its_part(
      ShardedOrders orders, Hostile hostile, Random random) {
    List<String> names = hostile.ids(4, KEY);
    List<Node> nodes =
        List.of(
            new Node(names.get(0), 1_024),
            new Node(names.get(1), 5),
            new Node(names.get(2), 1_024),
            new Node(names.get(3), 30));

    Map<String, Long> loads = look(orders, nodes, Crowd.any(random));

    expectShares(orders.points(), nodes, loads);
  }

  private static Map<String, Long> look(ShardedOrders orders, List<Node> nodes, Crowd crowd) {
    return loads(orders.onRing(nodes, crowd.keys(0, KEYS)));
  }

  /** By the contract's bound, and the chance that is in the choice of the keys. */
  private static void expectShares(int points, List<Node> nodes, Map<String, Long> loads) {
    int weights = nodes.stream().mapToInt(Node::weight).sum();
    for (Node node : nodes) {
      double part = (double) KEYS * node.weight() / weights;
      double bound = part * 6 / Math.sqrt((double) node.weight() * points) + 6 * Math.sqrt(part);
      assertThat((double) loads.getOrDefault(node.name(), 0L))
          .as(
              "of 40,000 keys, those of “%s”, which has the weight %d of %d, with %d points for a"
                  + " weight of 1: %.0f, give or take %.0f",
              node.name(), node.weight(), weights, points, part, bound)
          .isBetween(part - bound, part + bound);
    }
  }

  @Test
  @Hint("points-by-name")
  void a_node_that_goes_leaves_the_others_their_keys(
      ShardedOrders orders, Hostile hostile, Random random, Notes notes) {
    List<Node> nodes = weighing(2, hostile.ids(10, KEY));
    List<String> keys = Crowd.any(random).keys(0, KEYS);
    List<String> before = orders.onRing(nodes, keys);
    for (int gone : new int[] {0, 5, 9}) {
      String name = nodes.get(gone).name();
      List<Node> rest = nodes.stream().filter(node -> !node.name().equals(name)).toList();

      Map<String, Long> moved = moved(before, orders.onRing(rest, keys));

      notes.add("of 40,000 keys on 10 nodes, %d moved", sum(moved));
      assertThat(moved.keySet())
          .as("moves when “%s” goes: %s", name, moved)
          .allMatch(move -> move.startsWith(name + " → ") && !move.endsWith(" → " + name))
          .isNotEmpty();
    }
  }

  @Test
  @Hint("not-the-remainder")
  void a_new_node_takes_keys_and_moves_no_other(
      ShardedOrders orders, Hostile hostile, Random random, Notes notes) {
    List<Node> nodes = weighing(1, hostile.ids(11, KEY));
    String added = nodes.get(10).name();
    List<String> keys = Crowd.any(random).keys(0, KEYS);

    Map<String, Long> moved =
        moved(orders.onRing(nodes.subList(0, 10), keys), orders.onRing(nodes, keys));

    notes.add("an eleventh node: %d of 40,000 keys moved", sum(moved));
    Plot plot =
        notes.plot(
            Plot.of("Keys that a new node took", Axis.of("old node", ""), Axis.of("keys", "")));
    for (int i = 0; i < 10; i++) {
      String move = nodes.get(i).name() + " → " + added;
      plot.series("moved").add(i, moved.getOrDefault(move, 0L));
    }
    assertThat(moved.keySet())
        .as("moves when “%s” is added: %s", added, moved)
        .allMatch(move -> move.endsWith(" → " + added))
        .isNotEmpty();
  }

  @Test
  @Hint("more-points-of-its-own")
  void a_changed_weight_moves_keys_to_or_from_its_node_only(
      ShardedOrders orders, Hostile hostile, Random random) {
    List<Node> light = weighing(3, hostile.ids(6, KEY));
    String name = light.get(2).name();
    List<Node> heavy = new ArrayList<>(light);
    heavy.set(2, new Node(name, 9));
    List<String> keys = Crowd.any(random).keys(0, KEYS);

    Map<String, Long> moved = moved(orders.onRing(light, keys), orders.onRing(heavy, keys));

    assertThat(moved.keySet())
        .as("moves when the weight of “%s” rises from 3 to 9: %s", name, moved)
        .allMatch(move -> move.endsWith(" → " + name))
        .isNotEmpty();
  }

  @Test
  @Hint("two-points-in-one-place")
  void the_order_of_the_nodes_does_not_matter(
      @Replicas(2) Fleet<ShardedOrders> servers, Hostile hostile, Random random) {
    List<String> names = new ArrayList<>(hostile.ids(60, KEY));
    IntStream.range(0, 30).mapToObj(i -> "n" + i).forEach(names::add);
    IntStream.range(110, 120).mapToObj(i -> "n" + i).forEach(names::add);
    List<Node> nodes = weighing(50, names.stream().distinct().limit(100).toList());
    List<Node> reversed = new ArrayList<>(nodes);
    Collections.reverse(reversed);
    for (int i = 0; i < 3; i++) {
      List<String> keys = Crowd.of(Crowd.Form.SCATTERED, random).keys(0, Routing.MOST);

      Map<String, Long> moved =
          moved(servers.get(0).onRing(nodes, keys), servers.get(1).onRing(reversed, keys));

      assertThat(moved)
          .as(
              "keys of which server 1, which was given the same 100 nodes in another order, says"
                  + " otherwise. Likely cause: where two nodes have a point in the same place, the"
                  + " one that is added last has it")
          .isEmpty();
    }
  }

  @Test
  @Hint("refuse-nonsense")
  void a_ring_refuses_what_is_out_of_bounds(Fleet<ShardedOrders> servers) {
    List<Node> one = List.of(new Node("a", 1));
    List<String> ann = List.of("ann");
    for (int weight : new int[] {0, -1, 5_000, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
      refused(
          servers,
          "a weight of %d beside one of 1".formatted(weight),
          orders -> orders.onRing(with(one, new Node("b", weight)), ann));
    }
    refused(servers, "no node", orders -> orders.onRing(List.of(), ann));
    refused(servers, "two nodes “a”", orders -> orders.onRing(with(one, new Node("a", 2)), ann));
    List<String> names = IntStream.range(0, 1_001).mapToObj(i -> "n" + i).toList();
    refused(servers, "1,001 nodes", orders -> orders.onRing(weighing(1, names), ann));
    for (String key : NO_KEYS) {
      String what = "of %d characters".formatted(key.length());
      refused(servers, "a node " + what, orders -> orders.onRing(List.of(new Node(key, 1)), ann));
      refused(servers, "a key " + what, orders -> orders.onRing(one, List.of(key)));
    }
    refused(servers, "50,001 keys", any -> any.onRing(one, Collections.nCopies(50_001, "k")));

    assertThat(servers.get(0).onRing(List.of(new Node("a", 5_000)), ann)).containsOnly("a");
    assertThat(servers.get(0).onRing(weighing(5, names.subList(0, 1_000)), ann)).hasSize(1);
  }

  private static List<Node> weighing(int weight, List<String> names) {
    return names.stream().map(name -> new Node(name, weight)).toList();
  }

  private static long sum(Map<String, Long> moved) {
    return moved.values().stream().mapToLong(Long::longValue).sum();
  }
}
