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
    summary = "the first rows of the first database, then those of the next: LIMIT without a merge",
    killedBy = "pages_by_cents_hold_every_order_once_and_in_order",
    hint = "merge-the-pages")
public final class PutsPagesInARow extends BucketedOrders {
  public PutsPagesInARow(Environment env) {
    super(env);
  }

  @Override
  public List<Order> list(Sorting sorting, Optional<Order> after, int limit) {
    checkLimit(limit);
    return onAll(shard -> page(shard, sorting, after, limit)).stream()
        .flatMap(List::stream)
        .limit(limit)
        .toList();
  }
}
