package dev.syslab.solutions.sharding.mistakes;

import dev.syslab.solutions.sharding.BucketedOrders;
import dev.syslab.solutions.sharding.Check;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 5,
    summary = "a transfer of less than nothing moves cents the other way",
    killedBy = "a_bad_transfer_is_refused",
    hint = "refuse-nonsense")
public final class TakesNegativeAmounts extends BucketedOrders {
  public TakesNegativeAmounts(Environment env) {
    super(env);
  }

  @Override
  protected void checkAmount(long cents) {
    Check.between("cents", cents, -MOST_AMOUNT, MOST_AMOUNT);
  }
}
