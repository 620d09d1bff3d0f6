package dev.syslab.solutions.ratelimiter.mistakes;

import dev.syslab.labs.ratelimiter.Rules;
import dev.syslab.solutions.ratelimiter.HttpGateway;
import dev.syslab.solutions.ratelimiter.Settings;
import dev.syslab.solutions.ratelimiter.SharedLimiter;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.Map;

@Mistake(
    stage = 4,
    summary = "RateLimit-Policy lists the route's limits, even for a client with its own limits",
    killedBy = "a_client_with_limits_of_its_own_is_held_to_these",
    hint = "limits-of-ones-own")
public final class ShowsTheRoutesPolicy extends SharedLimiter {
  public ShowsTheRoutesPolicy(Environment env) {
    super(env);
  }

  @Override
  protected HttpGateway gateway() {
    Settings known = settings;
    return new HttpGateway(
        this::rule,
        new Settings(servers.first()) {
          @Override
          public Rules rules(String route) {
            Rules rules = known.rules(route);
            return new Rules(
                rules.limits(), rules.onFailure(), rules.slots(), rules.batch(), Map.of());
          }
        });
  }
}
