package dev.syslab.solutions.ratelimiter.mistakes;

import dev.syslab.solutions.ratelimiter.LimitScripts;
import dev.syslab.solutions.ratelimiter.SharedLimiter;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 2,
    summary = "adds all entries of a cost in one command, which takes only a limited number",
    killedBy = "calls_at_the_same_moment_all_count",
    hint = "every-unit-is-an-entry")
public final class AddsAllEntriesAtOnce extends SharedLimiter {
  public AddsAllEntriesAtOnce(Environment env) {
    super(env);
  }

  @Override
  protected String slidingLog() {
    return LimitScripts.SLIDING_LOG
        .replace("first = 1, units, 1000 do", "first = 1, 1 do")
        .replace("math.min(units, first + 999)", "units");
  }
}
