package dev.syslab.solutions.sharding.mistakes;

import dev.syslab.labs.sharding.Node;
import dev.syslab.solutions.sharding.BucketedOrders;
import dev.syslab.solutions.sharding.KeyHash;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.List;

@Mistake(
    stage = 2,
    summary = "32 bits for a position: if two nodes' points coincide, the last one wins",
    killedBy = "a_ring_follows_from_the_set_of_its_nodes",
    hint = "two-points-in-one-place")
public final class OverwritesAPoint extends BucketedOrders {
  public OverwritesAPoint(Environment env) {
    super(env);
  }

  @Override
  protected List<String> look(List<Node> nodes, List<String> keys) {
    TreeRing ring = new TreeRing();
    for (Node node : nodes) {
      long name = KeyHash.of(node.name());
      for (int i = 0; i < node.weight() * POINTS; i++) {
        ring.put(KeyHash.mix(name + i * 31L) >>> 32, node.name());
      }
    }
    return keys.stream().map(key -> ring.node(KeyHash.of(key) >>> 32)).toList();
  }
}
