package dev.syslab.solutions.ratelimiter.mistakes;

import dev.syslab.solutions.ratelimiter.LimitScripts;
import dev.syslab.solutions.ratelimiter.SharedLimiter;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 3,
    summary = "retryAfter is the time for one token, whatever the cost",
    killedBy = "retry_after_is_as_long_as_the_cost_needs",
    hint = "enough-for-the-cost")
public final class RetryAfterOfOneToken extends SharedLimiter {
  public RetryAfterOfOneToken(Environment env) {
    super(env);
  }

  @Override
  protected String tokenBucket() {
    return LimitScripts.TOKEN_BUCKET.replace("used + units - burst", "used + 1 - burst");
  }
}
