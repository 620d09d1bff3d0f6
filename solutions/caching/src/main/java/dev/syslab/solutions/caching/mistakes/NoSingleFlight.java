package dev.syslab.solutions.caching.mistakes;

import dev.syslab.solutions.caching.LeasedCatalogue;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import redis.clients.jedis.params.SetParams;

@Mistake(
    stage = 4,
    summary = "every caller that misses takes the lease from the previous one: all of them load",
    killedBy = "many_misses_at_once_cost_one_load",
    hint = "single-flight")
public class NoSingleFlight extends LeasedCatalogue {
  public NoSingleFlight(Environment env) {
    super(env);
  }

  @Override
  protected boolean lease(String id, String token) {
    return redis.set(leaseKey(id), token, SetParams.setParams().px(LEASE.toMillis())) != null;
  }
}
