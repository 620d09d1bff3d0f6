package dev.syslab.solutions.ratelimiter.mistakes;

import dev.syslab.labs.ratelimiter.Limit;
import dev.syslab.labs.ratelimiter.Rules;
import dev.syslab.solutions.ratelimiter.SharedLimiter;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.List;

@Mistake(
    stage = 4,
    summary = "applies the route's limits to clients that have their own",
    killedBy = "a_new_limit_reaches_every_gateway",
    hint = "follow-the-configuration")
public final class OneLimitForAll extends SharedLimiter {
  public OneLimitForAll(Environment env) {
    super(env);
  }

  @Override
  protected List<Limit> limits(Rules rules, String client) {
    return rules.limits();
  }
}
