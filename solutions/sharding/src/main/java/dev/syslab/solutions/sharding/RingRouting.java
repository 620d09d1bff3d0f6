package dev.syslab.solutions.sharding;

import dev.syslab.labs.sharding.Node;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Stage 2: consistent hashing. */
public abstract class RingRouting extends HashRouting {
  /** With ten nodes, a node's share typically differs from the mean by 8 %. */
  protected static final int POINTS = 160;

  private static final int MOST_NODES = 1_000;
  private static final int MOST_WEIGHT = 5_000;

  /** Building a ring takes longer than querying it, and the nodes seldom change. */
  private volatile Made made = new Made(Set.of(), null);

  private record Made(Set<Node> nodes, Ring ring) {}

  @Override
  public int points() {
    return POINTS;
  }

  @Override
  public List<String> onRing(List<Node> nodes, List<String> keys) {
    checkNodes(nodes);
    Check.keys(keys);
    return look(nodes, keys);
  }

  protected List<String> look(List<Node> nodes, List<String> keys) {
    Ring ring = ring(nodes);
    return keys.stream().map(ring::node).toList();
  }

  private Ring ring(List<Node> nodes) {
    Set<Node> set = Set.copyOf(nodes);
    Made last = made;
    if (!last.nodes().equals(set)) {
      last = new Made(set, new Ring(nodes, POINTS));
      made = last;
    }
    return last.ring();
  }

  private static void checkNodes(List<Node> nodes) {
    Check.between("the number of nodes", nodes.size(), 1, MOST_NODES);
    Set<String> names = new HashSet<>();
    long weights = 0;
    for (Node node : nodes) {
      Check.key(node.name());
      Check.that(names.add(node.name()), "two nodes are called “%s”".formatted(node.name()));
      Check.between("a weight", node.weight(), 1, MOST_WEIGHT);
      weights += node.weight();
    }
    Check.between("the sum of the weights", weights, 1, MOST_WEIGHT);
  }
}
