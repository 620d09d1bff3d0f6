package dev.syslab.solutions.ratelimiter.mistakes;

import dev.syslab.labs.ratelimiter.Decision;
import dev.syslab.labs.ratelimiter.Limit;
import dev.syslab.solutions.ratelimiter.Decisions;
import dev.syslab.solutions.ratelimiter.SharedLimiter;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.time.Duration;

@Mistake(
    stage = 3,
    summary = "reports the amount as a bucket's limit, instead of its burst",
    killedBy = "a_bucket_is_kept_until_it_is_full_again",
    hint = "until-it-is-full")
public final class LimitOfABucketIsItsAmount extends SharedLimiter {
  public LimitOfABucketIsItsAmount(Environment env) {
    super(env);
  }

  @Override
  protected Decisions decisions() {
    return new Decisions() {
      @Override
      public Decision decision(
          Limit limit, boolean allowed, long remaining, Duration delay, Duration reset) {
        Decision right = super.decision(limit, allowed, remaining, delay, reset);
        return new Decision(
            allowed,
            right.policy(),
            limit.amount(),
            remaining,
            right.retryAfter(),
            right.resetAfter(),
            false);
      }
    };
  }
}
