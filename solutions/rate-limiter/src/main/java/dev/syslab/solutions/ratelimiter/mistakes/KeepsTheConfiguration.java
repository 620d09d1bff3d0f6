package dev.syslab.solutions.ratelimiter.mistakes;

import dev.syslab.labs.ratelimiter.Configuration;
import dev.syslab.labs.ratelimiter.Rules;
import dev.syslab.labs.ratelimiter.UnknownRouteException;
import dev.syslab.solutions.ratelimiter.Server;
import dev.syslab.solutions.ratelimiter.Settings;
import dev.syslab.solutions.ratelimiter.SharedLimiter;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 1,
    summary = "keeps the configuration in the memory of the gateway that received it",
    killedBy = "a_gateway_that_starts_later_knows_the_configuration",
    hint = "kept-for-all")
public final class KeepsTheConfiguration extends SharedLimiter {
  public KeepsTheConfiguration(Environment env) {
    super(env);
  }

  @Override
  protected Settings settings(Server server) {
    return new Settings(server) {
      private volatile Configuration own;

      @Override
      public void change(String document) {
        own = Configuration.parse(document);
      }

      @Override
      public Rules rules(String route) {
        if (own == null) {
          throw new UnknownRouteException("no route " + route);
        }
        return own.route(route);
      }
    };
  }
}
