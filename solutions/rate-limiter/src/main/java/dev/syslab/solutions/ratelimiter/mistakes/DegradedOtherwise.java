package dev.syslab.solutions.ratelimiter.mistakes;

import dev.syslab.labs.ratelimiter.Decision;
import dev.syslab.labs.ratelimiter.Limit;
import dev.syslab.labs.ratelimiter.Rules;
import dev.syslab.solutions.ratelimiter.Decisions;
import dev.syslab.solutions.ratelimiter.Ruling;
import dev.syslab.solutions.ratelimiter.SharedLimiter;
import dev.syslab.subject.Environment;
import java.util.List;

/** Decides as it should without Redis, but describes the limit in another way. */
abstract class DegradedOtherwise extends SharedLimiter {
  DegradedOtherwise(Environment env) {
    super(env);
  }

  /**
   * @param right the reference's decision
   * @param limit the one that it describes
   */
  protected abstract Decision degraded(Decision right, Limit limit);

  @Override
  protected Decisions decisions() {
    return new Decisions() {
      @Override
      public Ruling degraded(Rules rules, List<Limit> limits) {
        Ruling right = super.degraded(rules, limits);
        return new Ruling(
            DegradedOtherwise.this.degraded(right.decision(), limits.get(0)), right.violated());
      }
    };
  }
}
