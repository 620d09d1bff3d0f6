package dev.syslab.solutions.caching.mistakes;

import dev.syslab.labs.caching.Product;
import dev.syslab.solutions.caching.LeasedCatalogue;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import redis.clients.jedis.exceptions.JedisException;

@Mistake(
    stage = 8,
    summary = "a create succeeds even if Redis is unavailable",
    killedBy = "an_update_that_redis_did_not_hear_of_is_not_acknowledged",
    hint = "tell-redis-before-you-answer")
public final class CreatesWithoutRedis extends LeasedCatalogue {
  public CreatesWithoutRedis(Environment env) {
    super(env);
  }

  @Override
  public Product create(String id, String name, long priceCents) {
    try {
      return super.create(id, name, priceCents);
    } catch (JedisException silent) {
      return new Product(id, name, priceCents, 1);
    }
  }
}
