package dev.syslab.solutions.ratelimiter.mistakes;

import dev.syslab.solutions.ratelimiter.LimitScripts;
import dev.syslab.solutions.ratelimiter.SharedLimiter;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 3,
    summary = "the key of a bucket lives for one period",
    killedBy = "a_bucket_is_kept_until_it_is_full_again",
    hint = "until-it-is-full")
public final class BucketExpiresTooEarly extends SharedLimiter {
  public BucketExpiresTooEarly(Environment env) {
    super(env);
  }

  @Override
  protected String tokenBucket() {
    return LimitScripts.TOKEN_BUCKET.replace(
        "stay(key, used * period / amount)", "stay(key, period)");
  }
}
