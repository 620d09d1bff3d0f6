package dev.syslab.solutions.ratelimiter.mistakes;

import dev.syslab.solutions.ratelimiter.LimitScripts;
import dev.syslab.solutions.ratelimiter.SharedLimiter;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 2,
    summary = "one entry per call, whatever its cost",
    killedBy = "calls_at_the_same_moment_all_count",
    hint = "every-unit-is-an-entry")
public final class OneEntryForACost extends SharedLimiter {
  public OneEntryForACost(Environment env) {
    super(env);
  }

  @Override
  protected String slidingLog() {
    return LimitScripts.SLIDING_LOG.replace(
        "for first = 1, units, 1000 do", "units = 1 for first = 1, 1 do");
  }
}
