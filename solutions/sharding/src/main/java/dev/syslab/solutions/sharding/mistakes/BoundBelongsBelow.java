package dev.syslab.solutions.sharding.mistakes;

import dev.syslab.solutions.sharding.BucketedOrders;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.List;

@Mistake(
    stage = 1,
    summary = "a bound is the last number of the shard below it",
    killedBy = "a_bound_belongs_to_the_shard_above_it",
    hint = "from-on-and-below")
public final class BoundBelongsBelow extends BucketedOrders {
  public BoundBelongsBelow(Environment env) {
    super(env);
  }

  @Override
  protected int boundsUpTo(List<Long> bounds, long number) {
    return (int) bounds.stream().filter(bound -> bound < number).count();
  }
}
