package dev.syslab.solutions.ratelimiter.mistakes;

import dev.syslab.solutions.ratelimiter.SharedLimiter;
import dev.syslab.solutions.ratelimiter.TakeScript;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 5,
    summary = "reports a negative remainder for a limit that was lowered",
    killedBy = "of_a_limit_that_was_lowered_nothing_is_left",
    hint = "the-limit-in-the-way")
public final class LessThanNothing extends SharedLimiter {
  public LessThanNothing(Environment env) {
    super(env);
  }

  @Override
  protected String take() {
    return TakeScript.TAKE.replace("math.max(0, ", "math.max(-1e9, ");
  }
}
