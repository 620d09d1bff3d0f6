package dev.syslab.solutions.ratelimiter.mistakes;

import dev.syslab.solutions.ratelimiter.SharedLimiter;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 1,
    summary = "adds the cost first and compares afterwards, so a denied cost stays counted",
    killedBy = "a_cost_that_does_not_fit_counts_nothing",
    hint = "nothing-for-a-denial")
public final class CountsThenCompares extends SharedLimiter {
  public CountsThenCompares(Environment env) {
    super(env);
  }

  @Override
  protected String take() {
    return super.take()
        .replace("if room >= cost then", "local fits = room >= cost\nif true then")
        .replace("taken = room", "taken = cost")
        .replace(
            "local answer = { taken }", "if not fits then taken = 0 end local answer = { taken }");
  }
}
