package dev.syslab.solutions.sharding.mistakes;

import dev.syslab.labs.sharding.Sale;
import dev.syslab.solutions.sharding.BucketedOrders;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.List;

@Mistake(
    stage = 4,
    summary = "groups what has a coupon: orders without one are no group",
    killedBy = "a_coupon_that_is_second_everywhere_can_be_the_best",
    hint = "merge-before-you-cut")
public final class LeavesTheEmptyOut extends BucketedOrders {
  public LeavesTheEmptyOut(Environment env) {
    super(env);
  }

  @Override
  protected List<Sale> sales(int shard, int limit) {
    return sales(
        shard, "SELECT coupon, sum(cents) FROM orders WHERE coupon IS NOT NULL GROUP BY coupon");
  }
}
