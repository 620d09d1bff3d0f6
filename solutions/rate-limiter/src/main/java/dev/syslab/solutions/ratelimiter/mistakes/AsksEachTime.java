package dev.syslab.solutions.ratelimiter.mistakes;

import dev.syslab.labs.ratelimiter.Rules;
import dev.syslab.solutions.ratelimiter.Server;
import dev.syslab.solutions.ratelimiter.Settings;
import dev.syslab.solutions.ratelimiter.SharedLimiter;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 8,
    summary = "reads the batch size, and does not use it",
    killedBy = "a_batch_asks_redis_rarely",
    hint = "fetch-in-advance")
public final class AsksEachTime extends SharedLimiter {
  public AsksEachTime(Environment env) {
    super(env);
  }

  @Override
  protected Settings settings(Server server) {
    return new Settings(server) {
      @Override
      public Rules rules(String route) {
        Rules rules = super.rules(route);
        return new Rules(rules.limits(), rules.onFailure(), rules.slots(), 1, rules.clients());
      }
    };
  }
}
