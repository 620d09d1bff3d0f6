package dev.syslab.solutions.ratelimiter.mistakes;

import dev.syslab.solutions.ratelimiter.LimitScripts;
import dev.syslab.solutions.ratelimiter.SharedLimiter;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 2,
    summary = "the log stores whole seconds",
    killedBy = "the_log_forgets_one_period_later",
    hint = "one-period-later")
public final class LogOfWholeSeconds extends SharedLimiter {
  public LogOfWholeSeconds(Environment env) {
    super(env);
  }

  @Override
  protected String slidingLog() {
    return LimitScripts.SLIDING_LOG.replace(
        "entries[#entries + 1] = exact(now)",
        "entries[#entries + 1] = exact(now - now % 1000000 + 1000000)");
  }
}
