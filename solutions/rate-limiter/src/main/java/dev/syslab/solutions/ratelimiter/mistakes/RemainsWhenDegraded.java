package dev.syslab.solutions.ratelimiter.mistakes;

import dev.syslab.labs.ratelimiter.Decision;
import dev.syslab.labs.ratelimiter.Limit;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 7,
    summary = "a degraded decision reports that everything remains",
    killedBy = "a_silent_redis_leaves_the_decision_to_the_route",
    hint = "declared-failure")
public final class RemainsWhenDegraded extends DegradedOtherwise {
  public RemainsWhenDegraded(Environment env) {
    super(env);
  }

  @Override
  protected Decision degraded(Decision right, Limit limit) {
    return new Decision(
        right.allowed(),
        right.policy(),
        right.limit(),
        right.limit(),
        right.retryAfter(),
        right.resetAfter(),
        true);
  }
}
