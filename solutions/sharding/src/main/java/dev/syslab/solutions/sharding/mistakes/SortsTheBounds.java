package dev.syslab.solutions.sharding.mistakes;

import dev.syslab.solutions.sharding.BucketedOrders;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.List;

@Mistake(
    stage = 1,
    summary = "puts bounds that do not rise in order instead of refusing them",
    killedBy = "routing_refuses_what_is_out_of_bounds",
    hint = "refuse-nonsense")
public final class SortsTheBounds extends BucketedOrders {
  public SortsTheBounds(Environment env) {
    super(env);
  }

  @Override
  protected void checkBounds(List<Long> bounds) {}

  @Override
  protected int boundsUpTo(List<Long> bounds, long number) {
    return super.boundsUpTo(bounds.stream().sorted().toList(), number);
  }
}
