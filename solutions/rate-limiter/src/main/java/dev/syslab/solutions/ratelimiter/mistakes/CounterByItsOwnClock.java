package dev.syslab.solutions.ratelimiter.mistakes;

import dev.syslab.solutions.ratelimiter.Counts;
import dev.syslab.solutions.ratelimiter.LimitScripts;
import dev.syslab.solutions.ratelimiter.SharedLimiter;
import dev.syslab.solutions.ratelimiter.TakeScript;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 2,
    summary = "the counter goes by the gateways' own clocks",
    killedBy = "gateways_with_wrong_clocks_agree",
    hint = "one-clock")
public final class CounterByItsOwnClock extends SharedLimiter {
  public CounterByItsOwnClock(Environment env) {
    super(env);
  }

  @Override
  protected Counts counts() {
    return new Counts(
        TakeScript.of(take(), fixedWindow(), slidingCounter(), slidingLog(), tokenBucket())) {
      @Override
      protected String name() {
        return System.currentTimeMillis() + ":" + super.name();
      }
    };
  }

  @Override
  protected String slidingCounter() {
    // The call's name, which begins with the time, is an argument already.
    return LimitScripts.SLIDING_COUNTER.replace(
        "local start", "local now = tonumber(string.match(ARGV[3], '^%d+')) * 1000\nlocal start");
  }
}
