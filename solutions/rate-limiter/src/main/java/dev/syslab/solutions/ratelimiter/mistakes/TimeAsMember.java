package dev.syslab.solutions.ratelimiter.mistakes;

import dev.syslab.solutions.ratelimiter.LimitScripts;
import dev.syslab.solutions.ratelimiter.SharedLimiter;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 2,
    summary = "uses the time as the member, so simultaneous calls become one",
    killedBy = "calls_at_the_same_moment_all_count",
    hint = "every-unit-is-an-entry")
public final class TimeAsMember extends SharedLimiter {
  public TimeAsMember(Environment env) {
    super(env);
  }

  @Override
  protected String slidingLog() {
    return LimitScripts.SLIDING_LOG.replace("name .. ':' .. i", "math.floor(now / 1000)");
  }
}
