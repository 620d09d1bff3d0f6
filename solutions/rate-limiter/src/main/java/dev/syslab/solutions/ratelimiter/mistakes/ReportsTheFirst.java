package dev.syslab.solutions.ratelimiter.mistakes;

import dev.syslab.labs.ratelimiter.Limit;
import dev.syslab.solutions.ratelimiter.Counts.Taken;
import dev.syslab.solutions.ratelimiter.Decisions;
import dev.syslab.solutions.ratelimiter.Ruling;
import dev.syslab.solutions.ratelimiter.SharedLimiter;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.List;

@Mistake(
    stage = 5,
    summary = "the decision reports the first limit, whichever one denies",
    killedBy = "the_decision_speaks_of_the_limit_in_the_way",
    hint = "the-limit-in-the-way")
public final class ReportsTheFirst extends SharedLimiter {
  public ReportsTheFirst(Environment env) {
    super(env);
  }

  @Override
  protected Decisions decisions() {
    return new Decisions() {
      @Override
      public Ruling of(List<Limit> limits, Taken taken) {
        return super.of(
            limits.subList(0, 1), new Taken(taken.units(), taken.states().subList(0, 1)));
      }
    };
  }
}
