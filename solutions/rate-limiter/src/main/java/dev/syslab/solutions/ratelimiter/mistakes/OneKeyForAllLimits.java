package dev.syslab.solutions.ratelimiter.mistakes;

import dev.syslab.labs.ratelimiter.Limit;
import dev.syslab.solutions.ratelimiter.Counts;
import dev.syslab.solutions.ratelimiter.Pair;
import dev.syslab.solutions.ratelimiter.SharedLimiter;
import dev.syslab.solutions.ratelimiter.TakeScript;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 5,
    summary = "the key of a count does not contain the name of its limit",
    killedBy = "all_limits_count_what_is_admitted",
    hint = "check-all-then-count")
public final class OneKeyForAllLimits extends SharedLimiter {
  public OneKeyForAllLimits(Environment env) {
    super(env);
  }

  @Override
  protected Counts counts() {
    return new Counts(
        TakeScript.of(take(), fixedWindow(), slidingCounter(), slidingLog(), tokenBucket())) {
      @Override
      protected String key(Pair pair, Limit limit) {
        return "limit:" + pair.text() + ":" + limit.algorithm();
      }
    };
  }
}
