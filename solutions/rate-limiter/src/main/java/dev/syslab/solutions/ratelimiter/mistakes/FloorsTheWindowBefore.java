package dev.syslab.solutions.ratelimiter.mistakes;

import dev.syslab.solutions.ratelimiter.LimitScripts;
import dev.syslab.solutions.ratelimiter.SharedLimiter;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 2,
    summary = "rounds down the weighted count of the previous window",
    killedBy = "the_counter_weighs_the_window_before",
    hint = "weigh-the-window-before")
public final class FloorsTheWindowBefore extends SharedLimiter {
  public FloorsTheWindowBefore(Environment env) {
    super(env);
  }

  @Override
  protected String slidingCounter() {
    return LimitScripts.SLIDING_COUNTER.replace(
        "before * (1 - passed)", "math.floor(before * (1 - passed))");
  }
}
