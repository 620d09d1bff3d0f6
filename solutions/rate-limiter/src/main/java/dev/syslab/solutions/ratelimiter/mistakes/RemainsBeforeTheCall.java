package dev.syslab.solutions.ratelimiter.mistakes;

import dev.syslab.labs.ratelimiter.Decision;
import dev.syslab.solutions.ratelimiter.SharedLimiter;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 1,
    summary = "remaining is what was left before the call",
    killedBy = "a_denial_says_when_the_window_ends",
    hint = "when-the-window-ends")
public final class RemainsBeforeTheCall extends SharedLimiter {
  public RemainsBeforeTheCall(Environment env) {
    super(env);
  }

  @Override
  public Decision decide(String route, String client, long cost) {
    Decision after = super.decide(route, client, cost);
    return new Decision(
        after.allowed(),
        after.policy(),
        after.limit(),
        after.remaining() + (after.allowed() ? cost : 0),
        after.retryAfter(),
        after.resetAfter(),
        after.degraded());
  }
}
