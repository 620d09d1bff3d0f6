package dev.syslab.solutions.ratelimiter.mistakes;

import dev.syslab.labs.ratelimiter.Decision;
import dev.syslab.labs.ratelimiter.Limit;
import dev.syslab.labs.ratelimiter.Rules;
import dev.syslab.solutions.ratelimiter.Decisions;
import dev.syslab.solutions.ratelimiter.Ruling;
import dev.syslab.solutions.ratelimiter.SharedLimiter;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.time.Duration;
import java.util.List;

@Mistake(
    stage = 7,
    summary = "a degraded decision describes no limit",
    killedBy = "a_silent_redis_leaves_the_decision_to_the_route",
    hint = "declared-failure")
public final class NoLimitWhenDegraded extends SharedLimiter {
  public NoLimitWhenDegraded(Environment env) {
    super(env);
  }

  @Override
  protected Decisions decisions() {
    return new Decisions() {
      @Override
      public Ruling degraded(Rules rules, List<Limit> limits) {
        Ruling right = super.degraded(rules, limits);
        Decision d = right.decision();
        return new Ruling(
            new Decision(d.allowed(), "", 0, 0, d.retryAfter(), Duration.ZERO, true),
            right.violated());
      }
    };
  }
}
