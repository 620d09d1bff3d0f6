package dev.syslab.solutions.sharding.mistakes;

import dev.syslab.solutions.sharding.BucketedOrders;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.Optional;

@Mistake(
    stage = 4,
    summary = "computes the average in a double, which has 53 bits",
    killedBy = "totals_are_those_of_one_table",
    hint = "sums-not-averages")
public final class DividesInADouble extends BucketedOrders {
  public DividesInADouble(Environment env) {
    super(env);
  }

  @Override
  protected Optional<Long> average(long cents, long orders) {
    return orders == 0 ? Optional.empty() : Optional.of(Math.round((double) cents / orders));
  }
}
