package dev.syslab.solutions.ratelimiter.mistakes;

import dev.syslab.solutions.ratelimiter.SharedLimiter;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 4,
    summary = "a gateway polls the configuration every three seconds",
    killedBy = "a_new_limit_reaches_every_gateway",
    hint = "follow-the-configuration")
public final class LooksSeldom extends SharedLimiter {
  private int turn;

  public LooksSeldom(Environment env) {
    super(env);
  }

  @Override
  protected void follow() {
    if (turn++ % 6 == 0) {
      super.follow();
    }
  }
}
