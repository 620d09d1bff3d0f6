package dev.syslab.solutions.ratelimiter.mistakes;

import dev.syslab.labs.ratelimiter.Limit;
import dev.syslab.labs.ratelimiter.OnFailure;
import dev.syslab.labs.ratelimiter.Rules;
import dev.syslab.solutions.ratelimiter.Decisions;
import dev.syslab.solutions.ratelimiter.Ruling;
import dev.syslab.solutions.ratelimiter.SharedLimiter;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.List;

@Mistake(
    stage = 7,
    summary = "without Redis, admits requests on every route",
    killedBy = "a_silent_redis_leaves_the_decision_to_the_route",
    hint = "declared-failure")
public final class AlwaysOpen extends SharedLimiter {
  public AlwaysOpen(Environment env) {
    super(env);
  }

  @Override
  protected Decisions decisions() {
    return new Decisions() {
      @Override
      public Ruling degraded(Rules rules, List<Limit> limits) {
        return super.degraded(
            new Rules(limits, OnFailure.OPEN, rules.slots(), rules.batch(), rules.clients()),
            limits);
      }
    };
  }
}
