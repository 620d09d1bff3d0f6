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
    summary = "tells a higher cost to come back when the denied one may",
    killedBy = "a_client_denied_a_high_cost_may_still_get_a_low_one",
    hint = "remember-a-denial")
public final class DeniesMoreAsLong extends SharedLimiter {
  public DeniesMoreAsLong(Environment env) {
    super(env);
  }

  @Override
  protected Stock stock(Rules rules, List<Limit> limits) {
    return new Stock(rules, limits, decisions) {
      @Override
      protected boolean covers(long denied, long cost) {
        return cost >= denied;
      }
    };
  }
}
