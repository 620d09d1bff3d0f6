package dev.syslab.solutions.ratelimiter.mistakes;

import dev.syslab.solutions.ratelimiter.Decisions;
import dev.syslab.solutions.ratelimiter.SharedLimiter;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.time.Duration;

@Mistake(
    stage = 3,
    summary = "rounds times down to the millisecond",
    killedBy = "retry_after_is_as_long_as_the_cost_needs",
    hint = "enough-for-the-cost")
public final class FloorsToTheMillisecond extends SharedLimiter {
  public FloorsToTheMillisecond(Environment env) {
    super(env);
  }

  @Override
  protected Decisions decisions() {
    return new Decisions() {
      @Override
      protected Duration millis(Duration time) {
        return Duration.ofMillis(Math.max(0, time.toMillis()));
      }
    };
  }
}
