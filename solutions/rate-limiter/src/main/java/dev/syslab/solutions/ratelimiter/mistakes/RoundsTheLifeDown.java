package dev.syslab.solutions.ratelimiter.mistakes;

import dev.syslab.solutions.ratelimiter.LimitScripts;
import dev.syslab.solutions.ratelimiter.SharedLimiter;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 3,
    summary = "the key of a bucket has a time to live in whole seconds, rounded down",
    killedBy = "a_bucket_is_kept_until_it_is_full_again",
    hint = "until-it-is-full")
public final class RoundsTheLifeDown extends SharedLimiter {
  public RoundsTheLifeDown(Environment env) {
    super(env);
  }

  @Override
  protected String tokenBucket() {
    return LimitScripts.TOKEN_BUCKET.replace(
        "stay(key, used * period / amount)",
        "redis.call('EXPIRE', key, math.max(1, math.floor(used * period / amount / 1000000)))");
  }
}
