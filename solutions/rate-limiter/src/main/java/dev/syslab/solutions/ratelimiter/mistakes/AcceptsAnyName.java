package dev.syslab.solutions.ratelimiter.mistakes;

import dev.syslab.solutions.ratelimiter.SharedLimiter;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 1,
    summary = "accepts client names of any length",
    killedBy = "what_is_out_of_bounds_is_refused_and_counts_nothing",
    hint = "bounds-of-a-call")
public final class AcceptsAnyName extends SharedLimiter {
  public AcceptsAnyName(Environment env) {
    super(env);
  }

  @Override
  protected void check(String client) {
    super.check(client.substring(0, Math.min(client.length(), LONGEST_CLIENT)));
  }
}
