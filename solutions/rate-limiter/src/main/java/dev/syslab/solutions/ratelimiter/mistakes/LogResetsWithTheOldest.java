package dev.syslab.solutions.ratelimiter.mistakes;

import dev.syslab.solutions.ratelimiter.LimitScripts;
import dev.syslab.solutions.ratelimiter.SharedLimiter;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 2,
    summary = "resetAfter of a log is the expiry of the oldest entry instead of the newest",
    killedBy = "the_log_forgets_one_period_later",
    hint = "one-period-later")
public final class LogResetsWithTheOldest extends SharedLimiter {
  public LogResetsWithTheOldest(Environment env) {
    super(env);
  }

  @Override
  protected String slidingLog() {
    return LimitScripts.SLIDING_LOG.replace("since(count - 1)", "since(0)");
  }
}
