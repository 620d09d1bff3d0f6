package dev.syslab.solutions.sharding.mistakes;

import dev.syslab.solutions.sharding.BucketedOrders;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 4,
    summary = "quietly takes the highest limit for one that is too high",
    killedBy = "a_limit_out_of_bounds_is_refused",
    hint = "refuse-nonsense")
public final class LowersTheLimit extends BucketedOrders {
  public LowersTheLimit(Environment env) {
    super(env);
  }

  @Override
  protected void checkLimit(int limit) {
    super.checkLimit(Math.min(limit, 1_000));
  }
}
