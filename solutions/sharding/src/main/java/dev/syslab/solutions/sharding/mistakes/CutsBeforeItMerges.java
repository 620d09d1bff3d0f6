package dev.syslab.solutions.sharding.mistakes;

import dev.syslab.labs.sharding.Sale;
import dev.syslab.solutions.sharding.BucketedOrders;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.List;

@Mistake(
    stage = 4,
    summary =
        "each database sends only five times the requested groups: the best may be behind "
            + "those everywhere",
    killedBy = "a_coupon_that_is_second_everywhere_can_be_the_best",
    hint = "merge-before-you-cut")
public final class CutsBeforeItMerges extends BucketedOrders {
  public CutsBeforeItMerges(Environment env) {
    super(env);
  }

  @Override
  protected List<Sale> sales(int shard, int limit) {
    return sales(
        shard,
        "SELECT coupon, sum(cents) FROM orders GROUP BY coupon ORDER BY 2 DESC, 1 LIMIT "
            + 5 * limit);
  }
}
