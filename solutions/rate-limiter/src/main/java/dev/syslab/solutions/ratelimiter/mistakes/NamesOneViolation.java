package dev.syslab.solutions.ratelimiter.mistakes;

import dev.syslab.solutions.ratelimiter.Ruling;
import dev.syslab.solutions.ratelimiter.SharedLimiter;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.List;

@Mistake(
    stage = 4,
    summary = "names only one of the limits that have no room",
    killedBy = "what_is_not_forwarded_is_a_problem",
    hint = "problem-details")
public final class NamesOneViolation extends SharedLimiter {
  public NamesOneViolation(Environment env) {
    super(env);
  }

  @Override
  protected Ruling rule(String route, String client, long cost) {
    Ruling ruling = super.rule(route, client, cost);
    return new Ruling(ruling.decision(), List.of(ruling.decision().policy()));
  }
}
