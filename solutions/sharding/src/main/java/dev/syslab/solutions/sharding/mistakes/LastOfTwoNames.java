package dev.syslab.solutions.sharding.mistakes;

import dev.syslab.labs.sharding.Node;
import dev.syslab.solutions.sharding.BucketedOrders;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

@Mistake(
    stage = 2,
    summary = "keeps nodes in a map by name: of two of one name, the last counts",
    killedBy = "a_ring_refuses_what_is_out_of_bounds",
    hint = "refuse-nonsense")
public final class LastOfTwoNames extends BucketedOrders {
  public LastOfTwoNames(Environment env) {
    super(env);
  }

  @Override
  protected void checkNodes(List<Node> nodes) {
    Map<String, Node> byName = new HashMap<>();
    nodes.forEach(node -> byName.put(node.name(), node));
    super.checkNodes(List.copyOf(byName.values()));
  }
}
