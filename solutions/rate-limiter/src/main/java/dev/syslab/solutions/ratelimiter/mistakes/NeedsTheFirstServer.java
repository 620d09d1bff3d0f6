package dev.syslab.solutions.ratelimiter.mistakes;

import dev.syslab.labs.ratelimiter.Rules;
import dev.syslab.solutions.ratelimiter.Server;
import dev.syslab.solutions.ratelimiter.Settings;
import dev.syslab.solutions.ratelimiter.SharedLimiter;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 8,
    summary = "reads the configuration from Redis for each decision",
    killedBy = "a_server_that_is_away_harms_its_own_clients_only",
    hint = "only-its-own")
public final class NeedsTheFirstServer extends SharedLimiter {
  public NeedsTheFirstServer(Environment env) {
    super(env);
  }

  @Override
  protected Settings settings(Server server) {
    return new Settings(server) {
      @Override
      public Rules rules(String route) {
        look();
        return super.rules(route);
      }
    };
  }
}
