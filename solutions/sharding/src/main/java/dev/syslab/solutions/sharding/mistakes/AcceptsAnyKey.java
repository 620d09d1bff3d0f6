package dev.syslab.solutions.sharding.mistakes;

import dev.syslab.solutions.sharding.BucketedOrders;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.List;

@Mistake(
    stage = 1,
    summary = "no bounds for keys",
    killedBy = "routing_refuses_what_is_out_of_bounds",
    hint = "refuse-nonsense")
public final class AcceptsAnyKey extends BucketedOrders {
  public AcceptsAnyKey(Environment env) {
    super(env);
  }

  @Override
  protected void checkKeys(List<String> keys) {}
}
