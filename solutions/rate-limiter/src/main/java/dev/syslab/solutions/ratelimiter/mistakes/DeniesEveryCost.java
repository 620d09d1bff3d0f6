package dev.syslab.solutions.ratelimiter.mistakes;

import dev.syslab.labs.ratelimiter.Limit;
import dev.syslab.labs.ratelimiter.Rules;
import dev.syslab.solutions.ratelimiter.SharedLimiter;
import dev.syslab.solutions.ratelimiter.Stock;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.List;

@Mistake(
    stage = 8,
    summary = "remembers a denial for every cost, not only for the one that was denied",
    killedBy = "a_client_denied_a_high_cost_may_still_get_a_low_one",
    hint = "remember-a-denial")
public final class DeniesEveryCost extends SharedLimiter {
  public DeniesEveryCost(Environment env) {
    super(env);
  }

  @Override
  protected Stock stock(Rules rules, List<Limit> limits) {
    return new Stock(rules, limits, decisions) {
      @Override
      protected boolean covers(long denied, long cost) {
        return true;
      }
    };
  }
}
