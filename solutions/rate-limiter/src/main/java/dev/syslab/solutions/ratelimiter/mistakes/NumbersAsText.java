package dev.syslab.solutions.ratelimiter.mistakes;

import dev.syslab.solutions.ratelimiter.LimitScripts;
import dev.syslab.solutions.ratelimiter.SharedLimiter;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 3,
    summary = "formats numbers with %g, which keeps six digits",
    killedBy = "large_numbers_stay_exact",
    hint = "large-numbers")
public final class NumbersAsText extends SharedLimiter {
  public NumbersAsText(Environment env) {
    super(env);
  }

  @Override
  protected String tokenBucket() {
    return LimitScripts.TOKEN_BUCKET.replace("exact(used)", "string.format('%g', used)");
  }
}
