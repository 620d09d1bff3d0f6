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
        "divides points among nodes by weight: a node that gets more takes points from all others",
    killedBy = "only_keys_of_the_node_that_changes_move",
    hint = "points-by-name")
public final class SharesOutThePoints extends BucketedOrders {
  public SharesOutThePoints(Environment env) {
    super(env);
  }

  @Override
  protected List<String> look(List<Node> nodes, List<String> keys) {
    TreeRing ring = new TreeRing();
    int weights = nodes.stream().mapToInt(Node::weight).sum();
    for (Node node : nodes) {
      int points = Math.max(1, Math.round((float) node.weight() * POINTS * nodes.size() / weights));
      for (int i = 0; i < points; i++) {
        ring.put(KeyHash.of(node.name() + "#" + i), node.name());
      }
    }
    return keys.stream().map(key -> ring.node(KeyHash.of(key))).toList();
  }
}
