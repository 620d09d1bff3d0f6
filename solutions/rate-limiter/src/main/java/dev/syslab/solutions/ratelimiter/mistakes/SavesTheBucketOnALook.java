package dev.syslab.solutions.ratelimiter.mistakes;

import dev.syslab.solutions.ratelimiter.LimitScripts;
import dev.syslab.solutions.ratelimiter.SharedLimiter;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 5,
    summary = "a denied call stores the bucket without a time to live; only a count sets one",
    killedBy = "a_denial_leaves_no_key_for_ever",
    hint = "set-and-expire-at-once")
public final class SavesTheBucketOnALook extends SharedLimiter {
  public SavesTheBucketOnALook(Environment env) {
    super(env);
  }

  @Override
  protected String tokenBucket() {
    return LimitScripts.TOKEN_BUCKET.replace(
        "local limit = {}",
        "redis.call('HSET', key, 'at', exact(now), 'used', exact(used)) local limit = {}");
  }
}
