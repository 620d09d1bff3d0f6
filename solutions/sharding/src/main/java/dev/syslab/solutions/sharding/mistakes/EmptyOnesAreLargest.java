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
    summary =
        "lets the direction decide where orders without a coupon go, as PostgreSQL does by default",
    killedBy = "pages_hold_every_order_once_and_sorted_as_one_table_is",
    hint = "merge-the-pages")
public final class EmptyOnesAreLargest extends BucketedOrders {
  public EmptyOnesAreLargest(Environment env) {
    super(env);
  }

  @Override
  public List<Order> list(Sorting sorting, Optional<Order> after, int limit) {
    return super.list(
        new Sorting(sorting.by(), sorting.descending(), sorting.descending()), after, limit);
  }
}
