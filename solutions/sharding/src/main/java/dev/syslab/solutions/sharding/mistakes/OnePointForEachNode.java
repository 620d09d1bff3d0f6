package dev.syslab.solutions.sharding.mistakes;

import dev.syslab.labs.sharding.Node;
import dev.syslab.solutions.sharding.BucketedOrders;
import dev.syslab.solutions.sharding.KeyHash;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.List;

@Mistake(
    stage = 2,
    summary = "one point for each unit of weight: the largest arc is several times the smallest",
    killedBy = "nodes_of_equal_weight_share_the_keys_evenly",
    hint = "many-points")
public final class OnePointForEachNode extends BucketedOrders {
  public OnePointForEachNode(Environment env) {
    super(env);
  }

  @Override
  protected List<String> look(List<Node> nodes, List<String> keys) {
    TreeRing ring = new TreeRing();
    for (Node node : nodes) {
      for (int i = 0; i < node.weight(); i++) {
        ring.put(KeyHash.of(node.name() + "#" + i), node.name());
      }
    }
    return keys.stream().map(key -> ring.node(KeyHash.of(key))).toList();
  }
}
