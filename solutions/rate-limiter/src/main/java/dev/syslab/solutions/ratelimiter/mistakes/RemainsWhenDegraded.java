package dev.syslab.solutions.ratelimiter.mistakes;

import dev.syslab.labs.ratelimiter.Decision;
import dev.syslab.labs.ratelimiter.Limit;
import dev.syslab.labs.ratelimiter.Rules;
import dev.syslab.solutions.ratelimiter.Decisions;
import dev.syslab.solutions.ratelimiter.Ruling;
import dev.syslab.solutions.ratelimiter.SharedLimiter;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.List;

@Mistake(
    stage = 7,
    summary = "a degraded decision reports that everything remains",
    killedBy = "a_silent_redis_leaves_the_decision_to_the_route",
    hint = "declared-failure")
public final class RemainsWhenDegraded extends SharedLimiter {
  public RemainsWhenDegraded(Environment env) {
    super(env);
  }

  @Override
  protected Decisions decisions() {
    return new Decisions() {
      @Override
      public Ruling degraded(Rules rules, List<Limit> limits) {
        Ruling right = super.degraded(rules, limits);
        Decision decision = right.decision();
        return new Ruling(
            new Decision(
                decision.allowed(),
                decision.policy(),
                decision.limit(),
                decision.limit(),
                decision.retryAfter(),
                decision.resetAfter(),
                true),
            right.violated());
      }
    };
  }
}
