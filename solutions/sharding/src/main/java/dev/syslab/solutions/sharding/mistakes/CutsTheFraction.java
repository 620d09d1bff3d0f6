package dev.syslab.solutions.sharding.mistakes;

import dev.syslab.solutions.sharding.BucketedOrders;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.Optional;

@Mistake(
    stage = 4,
    summary = "whole numbers divide downwards: half a cent is lost",
    killedBy = "totals_of_no_order_and_of_two",
    hint = "sums-not-averages")
public final class CutsTheFraction extends BucketedOrders {
  public CutsTheFraction(Environment env) {
    super(env);
  }

  @Override
  protected Optional<Long> average(long cents, long orders) {
    return orders == 0 ? Optional.empty() : Optional.of(cents / orders);
  }
}
