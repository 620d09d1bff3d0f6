package dev.syslab.solutions.sharding.mistakes;

import dev.syslab.labs.sharding.Node;
import dev.syslab.solutions.sharding.BucketedOrders;
import dev.syslab.solutions.sharding.KeyHash;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.List;

@Mistake(
    stage = 2,
    summary = "a key beyond the last point finds none: the ring has an end",
    killedBy = "nodes_of_equal_weight_share_the_keys_evenly",
    hint = "many-points")
public final class StopsAtTheLastPoint extends BucketedOrders {
  public StopsAtTheLastPoint(Environment env) {
    super(env);
  }

  @Override
  protected List<String> look(List<Node> nodes, List<String> keys) {
    TreeRing ring = new TreeRing();
    for (Node node : nodes) {
      for (int i = 0; i < node.weight() * POINTS; i++) {
        ring.put(KeyHash.of(node.name() + "#" + i), node.name());
      }
    }
    return keys.stream().map(key -> ring.upTo(KeyHash.of(key))).toList();
  }
}
