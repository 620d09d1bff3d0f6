package dev.syslab.solutions.ratelimiter.mistakes;

import dev.syslab.solutions.ratelimiter.LimitScripts;
import dev.syslab.solutions.ratelimiter.SharedLimiter;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 2,
    summary = "the weight of the previous window grows instead of shrinking",
    killedBy = "the_counter_weighs_the_window_before",
    hint = "weigh-the-window-before")
public final class WeighsTheWrongWay extends SharedLimiter {
  public WeighsTheWrongWay(Environment env) {
    super(env);
  }

  @Override
  protected String slidingCounter() {
    return LimitScripts.SLIDING_COUNTER.replace(
        "local passed = (now - start) / period", "local passed = 1 - (now - start) / period");
  }
}
