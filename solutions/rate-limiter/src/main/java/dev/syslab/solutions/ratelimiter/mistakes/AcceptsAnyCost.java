package dev.syslab.solutions.ratelimiter.mistakes;

import dev.syslab.labs.ratelimiter.Limit;
import dev.syslab.solutions.ratelimiter.SharedLimiter;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.List;

@Mistake(
    stage = 1,
    summary = "checks only the upper bound of a cost",
    killedBy = "what_is_out_of_bounds_is_refused_and_counts_nothing",
    hint = "bounds-of-a-call")
public final class AcceptsAnyCost extends SharedLimiter {
  public AcceptsAnyCost(Environment env) {
    super(env);
  }

  @Override
  protected void check(long cost, List<Limit> limits) {
    super.check(Math.max(1, cost), limits);
  }
}
