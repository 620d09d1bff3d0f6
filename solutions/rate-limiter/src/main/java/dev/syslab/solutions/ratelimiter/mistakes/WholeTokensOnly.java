package dev.syslab.solutions.ratelimiter.mistakes;

import dev.syslab.solutions.ratelimiter.LimitScripts;
import dev.syslab.solutions.ratelimiter.SharedLimiter;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 3,
    summary = "each call discards the fraction of a token",
    killedBy = "a_client_that_keeps_asking_gets_every_token",
    hint = "no-token-is-lost")
public final class WholeTokensOnly extends SharedLimiter {
  public WholeTokensOnly(Environment env) {
    super(env);
  }

  @Override
  protected String tokenBucket() {
    return LimitScripts.TOKEN_BUCKET
        .replace(
            "math.max(0, now - stored) * amount / period",
            "math.floor(math.max(0, now - stored) * amount / period)")
        .replace(
            "local limit = {}",
            "if stored then redis.call('HSET', key, 'at', exact(now), 'used', exact(used)) end"
                + " local limit = {}");
  }
}
