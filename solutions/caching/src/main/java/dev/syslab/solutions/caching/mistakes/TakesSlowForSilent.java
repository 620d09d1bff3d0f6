package dev.syslab.solutions.caching.mistakes;

import dev.syslab.solutions.caching.LeasedCatalogue;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.util.JedisURIHelper;

@Mistake(
    stage = 8,
    summary = "a time-out of 100 ms: a Redis that is only slow is left out, and the database asked",
    killedBy = "a_slow_redis_is_not_a_silent_one",
    hint = "slow-is-not-silent")
public final class TakesSlowForSilent extends LeasedCatalogue {
  public TakesSlowForSilent(Environment env) {
    super(env);
  }

  @Override
  protected UnifiedJedis connect(Environment env) {
    return RedisClient.builder()
        .hostAndPort(env.redis().getHost(), env.redis().getPort())
        .clientConfig(
            DefaultJedisClientConfig.builder()
                .database(JedisURIHelper.getDBIndex(env.redis()))
                .timeoutMillis(100)
                .build())
        .build();
  }
}
