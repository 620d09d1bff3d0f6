package dev.syslab.labs.sharding;

import static dev.syslab.kit.Assertions.assertThat;
import static dev.syslab.labs.sharding.Crowd.Form.*;
import static dev.syslab.labs.sharding.Expect.*;

import dev.syslab.kit.*;
import dev.syslab.kit.verdict.Plot;
import dev.syslab.kit.verdict.Plot.Axis;
import java.util.*;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Stage(number = 2, title = "A node more, a node less", points = 25)
class Stage2RingTest {
  private static final int KEYS = 40_000;

  @Test
  @Timeout(90)
  @Hint("many-points")
  void each_node_gets_its_weights_share_of_the_keys(
      ShardedOrders orders, Hostile hostile, Random random, Notes notes) {
    int points = orders.points();
    assertThat(points).as("points of a node of weight 1").isBetween(100, 1_000);
    List<String> numbered = IntStream.range(0, 10).mapToObj(i -> "shard-" + i).toList();
    // Names of one hashCode, and keys of one hashCode or of one spelling.
    List<String> equal = Crowd.of(EQUAL_HASH_CODES, random).keys(0, 10);
    Plot plot =
        notes.plot(Plot.of("Keys by node", Axis.of("node", ""), Axis.of("share of the mean", "%")));
    List<List<String>> sets = List.of(numbered, equal, hostile.ids(10, KEY));
    List<Crowd.Form> forms = List.of(EQUAL_HASH_CODES, UPPER_AND_LOWER_CASE, SEQUENTIAL);
    for (int set = 0; set < 3; set++) {
      List<String> names = sets.get(set);
      Map<String, Long> loads = look(orders, weighing(1, names), Crowd.of(forms.get(set), random));

      expectShares(points, weighing(1, names), loads);
      notes.add("most over mean: %.2f", Collections.max(loads.values()) * 10.0 / KEYS);
      for (int i = 0; i < 10; i++) {
        plot.series("set " + (1 + set)).add(i, loads.get(names.get(i)) * 1_000.0 / KEYS);
      }
    }
    for (List<Integer> weights :
        List.of(List.of(1_024, 5, 1_024, 30), List.of(4_000, 1_000), List.of(4_999, 1))) {
      List<String> names = hostile.ids(weights.size(), KEY);
      List<Node> nodes =
          IntStream.range(0, weights.size())
              .mapToObj(i -> new Node(names.get(i), weights.get(i)))
              .toList();

      expectShares(points, nodes, look(orders, nodes, Crowd.any(random)));
    }
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
      assertThat(loads.getOrDefault(node.name(), 0L))
          .as(
              "of 40,000 keys, those of “%s”, which has %d of the total weight %d, with %d points"
                  + " for a weight of 1: %.0f, plus or minus %.0f",
              node.name(), node.weight(), weights, points, part, bound)
          .isBetween((long) (part - bound), (long) Math.ceil(part + bound));
    }
  }

  @Test
  @Timeout(90)
  @Hint("points-by-name")
  void only_keys_of_the_node_that_changes_move(
      ShardedOrders orders, Hostile hostile, Random random, Notes notes) {
    List<Node> nodes = weighing(2, hostile.ids(11, KEY));
    List<String> keys = Crowd.any(random).keys(0, KEYS);
    List<String> before = orders.onRing(nodes, keys);
    for (int gone : new int[] {0, 5, 10}) {
      String name = nodes.get(gone).name();
      List<Node> rest = nodes.stream().filter(node -> !node.name().equals(name)).toList();

      Map<String, Long> moved = moved(before, orders.onRing(rest, keys));

      notes.add("of 40,000 keys on 11 nodes, %d moved when one node was removed", sum(moved));
      expectOnly(moved, move -> move.startsWith(name + " → "), name, "went");
    }
    List<Node> heavy = new ArrayList<>(nodes);
    String name = nodes.get(2).name();
    heavy.set(2, new Node(name, 9));

    Map<String, Long> moved = moved(before, orders.onRing(heavy, keys));

    draw(nodes, name, moved, notes);
    expectOnly(moved, move -> move.endsWith(" → " + name), name, "got the weight 9 instead of 2");
  }

  private static void expectOnly(
      Map<String, Long> moved, Predicate<String> right, String changed, String how) {
    assertThat(moved).as("moves when “%s” %s", changed, how).isNotEmpty();
    List<String> wrong = moved.keySet().stream().filter(right.negate()).toList();
    assertThat(wrong.stream().limit(3).toList())
        .as(
            "when “%2$s” %3$s, %4$d of %1$d kinds of moves were between other nodes, such as these",
            moved.size(), changed, how, wrong.size())
        .isEmpty();
  }

  private static void draw(List<Node> nodes, String to, Map<String, Long> moved, Notes notes) {
    Plot plot =
        notes.plot(
            Plot.of("Keys that a heavier node took", Axis.of("old node", ""), Axis.of("keys", "")));
    for (int i = 0; i < nodes.size(); i++) {
      plot.series("moved").add(i, moved.getOrDefault(nodes.get(i).name() + " → " + to, 0L));
    }
  }

  @Test
  @Timeout(90)
  @Hint("two-points-in-one-place")
  void a_ring_follows_from_the_set_of_its_nodes(
      @Replicas(2) Fleet<ShardedOrders> servers, Hostile hostile, Random random) {
    List<String> names = new ArrayList<>(hostile.ids(60, KEY));
    IntStream.range(0, 30).mapToObj(i -> "n" + i).forEach(names::add);
    IntStream.range(110, 120).mapToObj(i -> "n" + i).forEach(names::add);
    List<Node> nodes = weighing(50, names.stream().distinct().limit(100).toList());
    List<Node> reversed = new ArrayList<>(nodes);
    Collections.reverse(reversed);
    for (int i = 0; i < 3; i++) {
      List<String> keys = Crowd.of(SCATTERED, random).keys(0, Routing.MOST);

      Map<String, Long> moved =
          moved(servers.get(0).onRing(nodes, keys), servers.get(1).onRing(reversed, keys));

      assertThat(sum(moved))
          .as(
              "of 50,000 keys, those that server 1, which got the same 100 nodes in another order,"
                  + " assigns to different nodes. Likely cause: if two nodes have a point at the"
                  + " same position, the one that is added last wins")
          .isZero();
    }
    Bounds.rings(servers);
    assertThat(servers.get(0).onRing(weighing(5_000, List.of("a")), List.of("ann")))
        .containsOnly("a");
    List<String> thousand = IntStream.range(0, 1_000).mapToObj(i -> "n" + i).toList();
    assertThat(servers.get(0).onRing(weighing(5, thousand), List.of("ann"))).hasSize(1);
  }

  static List<Node> weighing(int weight, List<String> names) {
    return names.stream().map(name -> new Node(name, weight)).toList();
  }

  private static long sum(Map<String, Long> moved) {
    return moved.values().stream().mapToLong(Long::longValue).sum();
  }
}
