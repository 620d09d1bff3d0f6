package dev.syslab.solutions.sharding.mistakes;

import dev.syslab.labs.sharding.Order;
import dev.syslab.labs.sharding.Sorting;
import dev.syslab.solutions.sharding.BucketedOrders;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.List;
import java.util.Optional;

@Mistake(
    stage = 4,
    summary = "looks up the last order of the page before, to go on from there: it may be gone",
    killedBy = "a_page_goes_on_after_an_order_that_is_gone",
    hint = "a-position-is-a-value")
public final class LooksTheLastOrderUp extends BucketedOrders {
  public LooksTheLastOrderUp(Environment env) {
    super(env);
  }

  @Override
  public List<Order> list(Sorting sorting, Optional<Order> after, int limit) {
    Optional<Order> stored = after.flatMap(order -> find(order.customer(), order.id()));
    return after.isPresent() && stored.isEmpty() ? List.of() : super.list(sorting, stored, limit);
  }
}
