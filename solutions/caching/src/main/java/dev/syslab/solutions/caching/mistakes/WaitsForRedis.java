package dev.syslab.solutions.caching.mistakes;

import dev.syslab.solutions.caching.LeasedCatalogue;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.UnifiedJedis;

@Mistake(
    stage = 8,
    summary = "the client's default timeouts of 2 s: each read waits that long for a silent Redis",
    killedBy = "a_silent_redis_does_not_hold_a_read_up",
    hint = "silent-redis")
public final class WaitsForRedis extends LeasedCatalogue {
  public WaitsForRedis(Environment env) {
    super(env);
  }

  @Override
  protected UnifiedJedis connect(Environment env) {
    return RedisClient.create(env.redis());
  }
}
