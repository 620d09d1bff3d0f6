package dev.syslab.solutions.caching.mistakes;

import dev.syslab.labs.caching.Product;
import dev.syslab.solutions.caching.LeasedCatalogue;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.Optional;
import redis.clients.jedis.exceptions.JedisException;

@Mistake(
    stage = 8,
    summary =
        "a breaker that also skips invalidations: the old products are there when Redis is "
            + "back",
    killedBy = "an_update_that_redis_did_not_hear_of_is_not_acknowledged",
    hint = "tell-redis-before-you-answer")
public final class LeavesRedisOut extends LeasedCatalogue {
  private volatile long silentUntil = System.nanoTime();

  public LeavesRedisOut(Environment env) {
    super(env);
  }

  @Override
  protected Optional<Product> withoutRedis(String id, JedisException silent) {
    silentUntil = System.nanoTime() + RECOVERY.toNanos();
    return super.withoutRedis(id, silent);
  }

  @Override
  protected void invalidate(String id) {
    if (System.nanoTime() - silentUntil >= 0) {
      super.invalidate(id);
    }
  }
}
