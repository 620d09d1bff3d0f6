package dev.syslab.solutions.ratelimiter.mistakes;

import dev.syslab.solutions.ratelimiter.Ruling;
import dev.syslab.solutions.ratelimiter.SharedLimiter;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 4,
    summary = "bounds a cost by the route's limits, even for a client with its own limits",
    killedBy = "a_client_with_limits_of_its_own_is_held_to_these",
    hint = "limits-of-ones-own")
public final class BoundsCostsByTheRoute extends SharedLimiter {
  public BoundsCostsByTheRoute(Environment env) {
    super(env);
  }

  @Override
  protected Ruling rule(String route, String client, long cost) {
    check(cost, settings.rules(route).limits());
    return super.rule(route, client, cost);
  }
}
