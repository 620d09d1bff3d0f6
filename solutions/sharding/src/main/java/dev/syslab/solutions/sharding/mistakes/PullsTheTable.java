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
    summary = "every database sends all that it has after the last order, and the page is cut here",
    killedBy = "a_database_sends_a_page_or_its_groups_and_not_its_table",
    hint = "let-them-do-the-work")
public final class PullsTheTable extends BucketedOrders {
  public PullsTheTable(Environment env) {
    super(env);
  }

  @Override
  protected List<Order> page(int shard, Sorting sorting, Optional<Order> after, int limit) {
    return super.page(shard, sorting, after, Integer.MAX_VALUE);
  }
}
