package dev.syslab.solutions.ratelimiter.mistakes;

import dev.syslab.solutions.ratelimiter.LimitScripts;
import dev.syslab.solutions.ratelimiter.SharedLimiter;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 2,
    summary = "the previous window counts in full until the current one ends",
    killedBy = "the_counter_weighs_the_window_before",
    hint = "weigh-the-window-before")
public final class WholeWindowBefore extends SharedLimiter {
  public WholeWindowBefore(Environment env) {
    super(env);
  }

  @Override
  protected String slidingCounter() {
    return LimitScripts.SLIDING_COUNTER.replace("(now - start) / period", "0");
  }
}
