package dev.syslab.solutions.caching.mistakes;

import dev.syslab.solutions.caching.LeasedCatalogue;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.time.Duration;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.UnifiedJedis;

@Mistake(
    stage = 8,
    summary =
        "the pool replaces a connection that has timed out while the caller waits: a second"
            + " timeout",
    killedBy = "a_silent_redis_does_not_hold_a_read_up",
    hint = "silent-redis")
public final class ReplacesABrokenConnection extends LeasedCatalogue {
  public ReplacesABrokenConnection(Environment env) {
    super(env);
  }

  @Override
  protected UnifiedJedis connect(Environment env) {
    ConnectionPoolConfig pool = new ConnectionPoolConfig();
    pool.setMaxTotal(64);
    pool.setMaxIdle(64);
    pool.setMaxWait(Duration.ofMillis(100));
    return RedisClient.builder()
        .hostAndPort(env.redis().getHost(), env.redis().getPort())
        .clientConfig(DefaultJedisClientConfig.builder(env.redis()).timeoutMillis(600).build())
        .poolConfig(pool)
        .build();
  }
}
