package dev.syslab.solutions.ratelimiter.mistakes;

import dev.syslab.solutions.ratelimiter.LimitScripts;
import dev.syslab.solutions.ratelimiter.SharedLimiter;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 2,
    summary = "reports that a counter is as if never used when its window ends",
    killedBy = "the_counter_forgets_what_is_two_windows_old",
    hint = "forget-the-older-ones")
public final class ResetsAtTheEdge extends SharedLimiter {
  public ResetsAtTheEdge(Environment env) {
    super(env);
  }

  @Override
  protected String slidingCounter() {
    return LimitScripts.SLIDING_COUNTER.replace(
        "if count > 0 then return start + 2 * period - now end",
        "if count > 0 then return start + period - now end");
  }
}
