package dev.syslab.solutions.ratelimiter.mistakes;

import dev.syslab.solutions.ratelimiter.LimitScripts;
import dev.syslab.solutions.ratelimiter.SharedLimiter;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 3,
    summary = "tokens accumulate beyond the burst",
    killedBy = "a_bucket_holds_no_more_than_its_burst",
    hint = "no-more-than-burst")
public final class FillsWithoutEnd extends SharedLimiter {
  public FillsWithoutEnd(Environment env) {
    super(env);
  }

  @Override
  protected String tokenBucket() {
    return LimitScripts.TOKEN_BUCKET
        .replace(
            "math.max(0, used - math.max(0, now - stored) * amount / period)",
            "used - math.max(0, now - stored) * amount / period")
        .replace("stay(key, used * period / amount)", "stay(key, 60 * period)");
  }
}
