package dev.syslab.solutions.caching.mistakes;

import dev.syslab.labs.caching.Product;
import dev.syslab.solutions.caching.LeasedCatalogue;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.Optional;
import redis.clients.jedis.exceptions.JedisException;

@Mistake(
    stage = 8,
    summary = "if Redis is down, the read fails, although the database could answer",
    killedBy = "a_silent_redis_does_not_hold_a_read_up",
    hint = "silent-redis")
public final class FailsWithRedis extends LeasedCatalogue {
  public FailsWithRedis(Environment env) {
    super(env);
  }

  @Override
  protected Optional<Product> withoutRedis(String id, JedisException silent) {
    throw silent;
  }
}
