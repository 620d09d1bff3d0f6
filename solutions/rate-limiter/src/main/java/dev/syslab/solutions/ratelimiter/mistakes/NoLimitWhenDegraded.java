package dev.syslab.solutions.ratelimiter.mistakes;

import dev.syslab.labs.ratelimiter.Decision;
import dev.syslab.labs.ratelimiter.Limit;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.time.Duration;

@Mistake(
    stage = 7,
    summary = "a degraded decision describes no limit",
    killedBy = "a_silent_redis_leaves_the_decision_to_the_route",
    hint = "declared-failure")
public final class NoLimitWhenDegraded extends DegradedOtherwise {
  public NoLimitWhenDegraded(Environment env) {
    super(env);
  }

  @Override
  protected Decision degraded(Decision right, Limit limit) {
    return new Decision(right.allowed(), "", 0, 0, right.retryAfter(), Duration.ZERO, true);
  }
}
