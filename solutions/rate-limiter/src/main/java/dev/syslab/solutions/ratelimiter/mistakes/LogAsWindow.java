package dev.syslab.solutions.ratelimiter.mistakes;

import dev.syslab.solutions.ratelimiter.LimitScripts;
import dev.syslab.solutions.ratelimiter.SharedLimiter;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 2,
    summary = "the log counts in aligned windows",
    killedBy = "the_log_admits_no_second_burst_after_the_edge",
    hint = "look-back-one-period")
public final class LogAsWindow extends SharedLimiter {
  public LogAsWindow(Environment env) {
    super(env);
  }

  @Override
  protected String slidingLog() {
    return LimitScripts.SLIDING_LOG.replace("exact(now - period)", "exact(now - now % period)");
  }
}
