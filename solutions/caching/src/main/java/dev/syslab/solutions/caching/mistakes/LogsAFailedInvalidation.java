package dev.syslab.solutions.caching.mistakes;

import dev.syslab.solutions.caching.LeasedCatalogue;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import redis.clients.jedis.exceptions.JedisException;

@Mistake(
    stage = 2,
    summary =
        "only logs a failed invalidation: the update is acknowledged, and the old product "
            + "stays",
    killedBy = "an_update_is_acknowledged_only_when_redis_knows",
    hint = "tell-redis-before-you-answer")
public final class LogsAFailedInvalidation extends LeasedCatalogue {
  public LogsAFailedInvalidation(Environment env) {
    super(env);
  }

  @Override
  protected void invalidate(String id) {
    try {
      super.invalidate(id);
    } catch (JedisException e) {
      System.err.println("could not invalidate " + id + ": " + e.getMessage());
    }
  }
}
