package dev.syslab.solutions.ratelimiter.mistakes;

import dev.syslab.solutions.ratelimiter.LimitScripts;
import dev.syslab.solutions.ratelimiter.SharedLimiter;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 2,
    summary = "the key of a log expires one period after its first entry",
    killedBy = "the_log_forgets_one_period_later",
    hint = "one-period-later")
public final class LogExpiresWithItsFirst extends SharedLimiter {
  public LogExpiresWithItsFirst(Environment env) {
    super(env);
  }

  @Override
  protected String slidingLog() {
    return LimitScripts.SLIDING_LOG.replace(
        "stay(key, period)",
        "if count == units then redis.call('PEXPIRE', key, period / 1000) end");
  }
}
