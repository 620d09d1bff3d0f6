package dev.syslab.solutions.sharding.mistakes;

import dev.syslab.labs.sharding.Sale;
import dev.syslab.solutions.sharding.BucketedOrders;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.List;

@Mistake(
    stage = 4,
    summary = "every database sends all orders of a group, and they are added up here",
    killedBy = "a_database_sends_a_page_or_its_groups_and_not_its_table",
    hint = "let-them-do-the-work")
public final class PullsEveryOrder extends BucketedOrders {
  public PullsEveryOrder(Environment env) {
    super(env);
  }

  @Override
  protected List<Sale> sales(int shard, int limit) {
    return sales(shard, "SELECT coupon, cents FROM orders");
  }
}
