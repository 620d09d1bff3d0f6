package dev.syslab.solutions.sharding.mistakes;

import dev.syslab.labs.sharding.Node;
import dev.syslab.solutions.sharding.BucketedOrders;
import dev.syslab.solutions.sharding.KeyHash;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.List;

@Mistake(
    stage = 2,
    summary = "a point is hashed from name and number in a row: n1 with 12 is n11 with 2",
    killedBy = "the_order_of_the_nodes_does_not_matter",
    hint = "two-points-in-one-place")
public final class JoinsNameAndNumber extends BucketedOrders {
  public JoinsNameAndNumber(Environment env) {
    super(env);
  }

  @Override
  protected List<String> look(List<Node> nodes, List<String> keys) {
    TreeRing ring = new TreeRing();
    for (Node node : nodes) {
      for (int i = 0; i < node.weight() * POINTS; i++) {
        ring.put(KeyHash.of(node.name() + i), node.name());
      }
    }
    return keys.stream().map(key -> ring.node(KeyHash.of(key))).toList();
  }
}
