package dev.syslab.solutions.ratelimiter.mistakes;

import dev.syslab.solutions.ratelimiter.LimitScripts;
import dev.syslab.solutions.ratelimiter.SharedLimiter;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 2,
    summary = "retryAfter waits for the oldest entry, whatever the cost",
    killedBy = "the_log_forgets_one_period_later",
    hint = "one-period-later")
public final class LogOfTheOldest extends SharedLimiter {
  public LogOfTheOldest(Environment env) {
    super(env);
  }

  @Override
  protected String slidingLog() {
    return LimitScripts.SLIDING_LOG.replace("since(over - 1)", "since(0)");
  }
}
