package dev.syslab.solutions.ratelimiter.mistakes;

import dev.syslab.labs.ratelimiter.Rules;
import dev.syslab.labs.ratelimiter.UnknownRouteException;
import dev.syslab.solutions.ratelimiter.Server;
import dev.syslab.solutions.ratelimiter.Settings;
import dev.syslab.solutions.ratelimiter.SharedLimiter;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 4,
    summary = "looks up the configuration when a route is unknown, and never again",
    killedBy = "a_new_limit_reaches_every_gateway",
    hint = "follow-the-configuration")
public final class LooksOnce extends SharedLimiter {
  public LooksOnce(Environment env) {
    super(env);
  }

  @Override
  protected Settings settings(Server server) {
    return new Settings(server) {
      @Override
      public Rules rules(String route) {
        try {
          return super.rules(route);
        } catch (UnknownRouteException e) {
          look();
          return super.rules(route);
        }
      }
    };
  }

  @Override
  protected void follow() {}
}
