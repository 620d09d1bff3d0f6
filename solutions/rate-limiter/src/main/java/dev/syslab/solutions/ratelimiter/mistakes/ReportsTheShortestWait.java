package dev.syslab.solutions.ratelimiter.mistakes;

import dev.syslab.labs.ratelimiter.Decision;
import dev.syslab.labs.ratelimiter.Limit;
import dev.syslab.solutions.ratelimiter.Counts.Taken;
import dev.syslab.solutions.ratelimiter.Decisions;
import dev.syslab.solutions.ratelimiter.Ruling;
import dev.syslab.solutions.ratelimiter.SharedLimiter;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.time.Duration;
import java.util.List;

@Mistake(
    stage = 5,
    summary = "reports the limit that will be the first to have room, instead of the last",
    killedBy = "after_retry_after_every_limit_has_room",
    hint = "the-limit-in-the-way")
public final class ReportsTheShortestWait extends SharedLimiter {
  public ReportsTheShortestWait(Environment env) {
    super(env);
  }

  @Override
  protected Decisions decisions() {
    return new Decisions() {
      @Override
      public Ruling of(List<Limit> limits, Taken taken) {
        Ruling longest = super.of(limits, taken);
        Decision decision = longest.decision();
        Duration shortest =
            taken.states().stream()
                .map(state -> state.delay())
                .filter(delay -> !delay.isZero())
                .min(Duration::compareTo)
                .orElse(Duration.ZERO);
        return new Ruling(
            new Decision(
                decision.allowed(),
                decision.policy(),
                decision.limit(),
                decision.remaining(),
                decision.allowed() ? Duration.ZERO : millis(shortest),
                decision.resetAfter(),
                decision.degraded()),
            longest.violated());
      }
    };
  }
}
