package dev.syslab.solutions.sharding.mistakes;

import dev.syslab.labs.sharding.NewOrder;
import dev.syslab.solutions.sharding.BucketedOrders;
import dev.syslab.solutions.sharding.Check;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.List;

@Mistake(
    stage = 3,
    summary = "stores each order, then checks the next: an invalid one is found too late",
    killedBy = "a_call_with_one_bad_element_changes_nothing",
    hint = "all-or-nothing")
public final class StoresThenChecks extends BucketedOrders {
  public StoresThenChecks(Environment env) {
    super(env);
  }

  @Override
  public List<Long> place(List<NewOrder> orders) {
    Check.size(orders);
    return orders.stream().map(order -> super.place(List.of(order)).get(0)).toList();
  }
}
