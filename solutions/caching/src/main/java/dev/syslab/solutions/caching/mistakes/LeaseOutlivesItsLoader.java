package dev.syslab.solutions.caching.mistakes;

import dev.syslab.solutions.caching.LeasedCatalogue;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import redis.clients.jedis.params.SetParams;

@Mistake(
    stage = 4,
    summary =
        "a lease of a minute: when its loader dies, every caller waits, then all of them load",
    killedBy = "when_the_loader_is_killed_one_other_takes_over",
    hint = "lease")
public final class LeaseOutlivesItsLoader extends LeasedCatalogue {
  public LeaseOutlivesItsLoader(Environment env) {
    super(env);
  }

  @Override
  protected boolean lease(String id, String token) {
    return redis.set(leaseKey(id), token, SetParams.setParams().nx().ex(60)) != null;
  }
}
