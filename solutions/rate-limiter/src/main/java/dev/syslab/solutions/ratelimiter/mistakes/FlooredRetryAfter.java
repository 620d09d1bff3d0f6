package dev.syslab.solutions.ratelimiter.mistakes;

import dev.syslab.solutions.ratelimiter.Decisions;
import dev.syslab.solutions.ratelimiter.SharedLimiter;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.time.Duration;

@Mistake(
    stage = 1,
    summary = "rounds times down to seconds",
    killedBy = "a_denial_says_when_the_window_ends",
    hint = "when-the-window-ends")
public final class FlooredRetryAfter extends SharedLimiter {
  public FlooredRetryAfter(Environment env) {
    super(env);
  }

  @Override
  protected Decisions decisions() {
    return new Decisions() {
      @Override
      protected Duration millis(Duration time) {
        return Duration.ofSeconds(time.toSeconds());
      }
    };
  }
}
