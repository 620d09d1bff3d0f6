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
        "a point is hashed from the node's place in the list: if one goes, all behind it become others",
    killedBy = "a_node_that_goes_leaves_the_others_their_keys",
    hint = "points-by-name")
public final class NamesPointsByPosition extends BucketedOrders {
  public NamesPointsByPosition(Environment env) {
    super(env);
  }

  @Override
  protected List<String> look(List<Node> nodes, List<String> keys) {
    TreeRing ring = new TreeRing();
    for (Node node : nodes) {
      for (int i = 0; i < node.weight() * POINTS; i++) {
        ring.put(KeyHash.of(nodes.indexOf(node) + "#" + i), node.name());
      }
    }
    return keys.stream().map(key -> ring.node(KeyHash.of(key))).toList();
  }
}
