package dev.syslab.solutions.ratelimiter.mistakes;

import dev.syslab.labs.ratelimiter.Limit;
import dev.syslab.solutions.ratelimiter.SharedLimiter;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.List;

@Mistake(
    stage = 5,
    summary = "compares the cost with the first limit only",
    killedBy = "no_cost_is_above_the_least_capacity",
    hint = "least-capacity")
public final class ChecksTheFirstCapacity extends SharedLimiter {
  public ChecksTheFirstCapacity(Environment env) {
    super(env);
  }

  @Override
  protected void check(long cost, List<Limit> limits) {
    super.check(cost, limits.subList(0, 1));
  }
}
