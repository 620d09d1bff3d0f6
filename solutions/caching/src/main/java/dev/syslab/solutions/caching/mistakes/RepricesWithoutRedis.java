package dev.syslab.solutions.caching.mistakes;

import dev.syslab.labs.caching.Product;
import dev.syslab.labs.caching.WritePolicy;
import dev.syslab.solutions.caching.LeasedCatalogue;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import redis.clients.jedis.exceptions.JedisException;

@Mistake(
    stage = 8,
    summary = "a write-around succeeds even if Redis is unavailable",
    killedBy = "an_update_that_redis_did_not_hear_of_is_not_acknowledged",
    hint = "tell-redis-before-you-answer")
public final class RepricesWithoutRedis extends LeasedCatalogue {
  public RepricesWithoutRedis(Environment env) {
    super(env);
  }

  @Override
  public Product reprice(String id, long priceCents, WritePolicy policy) {
    try {
      return super.reprice(id, priceCents, policy);
    } catch (JedisException silent) {
      if (policy == WritePolicy.THROUGH) {
        throw silent;
      }
      return table.find(id).orElseThrow();
    }
  }
}
