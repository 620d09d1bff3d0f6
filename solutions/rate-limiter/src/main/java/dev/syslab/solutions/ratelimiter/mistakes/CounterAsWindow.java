package dev.syslab.solutions.ratelimiter.mistakes;

import dev.syslab.solutions.ratelimiter.LimitScripts;
import dev.syslab.solutions.ratelimiter.SharedLimiter;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 2,
    summary = "the counter ignores the previous window",
    killedBy = "the_counter_weighs_the_window_before",
    hint = "weigh-the-window-before")
public final class CounterAsWindow extends SharedLimiter {
  public CounterAsWindow(Environment env) {
    super(env);
  }

  @Override
  protected String slidingCounter() {
    return LimitScripts.SLIDING_COUNTER.replace("before = 0, count", "before = 0, 0");
  }
}
