package dev.syslab.solutions.sharding.mistakes;

import dev.syslab.labs.sharding.Node;
import dev.syslab.solutions.sharding.BucketedOrders;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

@Mistake(
    stage = 2,
    summary = "the remainder by the number of nodes: with one more, ten of eleven keys move",
    killedBy = "a_new_node_takes_keys_and_moves_no_other",
    hint = "not-the-remainder")
public final class RemainderOfNodes extends BucketedOrders {
  public RemainderOfNodes(Environment env) {
    super(env);
  }

  @Override
  protected List<String> look(List<Node> nodes, List<String> keys) {
    List<String> slots = new ArrayList<>();
    for (Node node : nodes) {
      slots.addAll(Collections.nCopies(node.weight(), node.name()));
    }
    return keys.stream().map(key -> slots.get(shardOf(key, slots.size()))).toList();
  }
}
