package dev.syslab.solutions.sharding.mistakes;

import dev.syslab.labs.sharding.Node;
import dev.syslab.solutions.sharding.BucketedOrders;
import dev.syslab.solutions.sharding.KeyHash;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.List;

@Mistake(
    stage = 2,
    summary =
        "divides a fixed number of points by weight and rounds down: the lightest node gets none",
    killedBy = "each_node_gets_its_weights_share_of_the_keys",
    hint = "many-points")
public final class DividesThePoints extends BucketedOrders {
  public DividesThePoints(Environment env) {
    super(env);
  }

  @Override
  protected List<String> look(List<Node> nodes, List<String> keys) {
    TreeRing ring = new TreeRing();
    int weights = nodes.stream().mapToInt(Node::weight).sum();
    for (Node node : nodes) {
      for (int i = 0; i < POINTS * node.weight() / weights; i++) {
        ring.put(KeyHash.of(node.name() + "#" + i), node.name());
      }
    }
    return keys.stream().map(key -> ring.node(KeyHash.of(key))).toList();
  }
}
