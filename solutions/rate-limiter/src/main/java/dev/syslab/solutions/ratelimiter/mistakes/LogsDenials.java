package dev.syslab.solutions.ratelimiter.mistakes;

import dev.syslab.solutions.ratelimiter.SharedLimiter;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 2,
    summary = "logs denied calls as well",
    killedBy = "denied_calls_do_not_count_in_the_log",
    hint = "denials-are-not-noted")
public final class LogsDenials extends SharedLimiter {
  public LogsDenials(Environment env) {
    super(env);
  }

  @Override
  protected String take() {
    return super.take()
        .replace(
            "local answer = { taken }",
            "if taken == 0 then limits[1].add(cost) end local answer = { taken }");
  }
}
