package dev.syslab.solutions.ratelimiter.mistakes;

import dev.syslab.solutions.ratelimiter.Counts.State;
import dev.syslab.solutions.ratelimiter.Decisions;
import dev.syslab.solutions.ratelimiter.SharedLimiter;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 5,
    summary = "reports the last of several limits that have room again at the same time",
    killedBy = "the_decision_speaks_of_the_limit_in_the_way",
    hint = "the-limit-in-the-way")
public final class LastOfEquals extends SharedLimiter {
  public LastOfEquals(Environment env) {
    super(env);
  }

  @Override
  protected Decisions decisions() {
    return new Decisions() {
      @Override
      protected boolean isLater(State one, State other) {
        return one.delay().compareTo(other.delay()) >= 0;
      }
    };
  }
}
