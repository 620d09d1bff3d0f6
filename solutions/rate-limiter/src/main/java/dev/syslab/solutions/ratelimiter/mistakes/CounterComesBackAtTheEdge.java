package dev.syslab.solutions.ratelimiter.mistakes;

import dev.syslab.solutions.ratelimiter.LimitScripts;
import dev.syslab.solutions.ratelimiter.SharedLimiter;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 2,
    summary = "tells a client that has filled the window to come back when it ends",
    killedBy = "the_counter_admits_a_client_that_comes_back_when_told",
    hint = "weigh-the-window-before")
public final class CounterComesBackAtTheEdge extends SharedLimiter {
  public CounterComesBackAtTheEdge(Environment env) {
    super(env);
  }

  @Override
  protected String slidingCounter() {
    return LimitScripts.SLIDING_COUNTER.replace(
        "start + period + math.max(0, 1 - (amount - units) / count) * period - now",
        "start + period - now");
  }
}
