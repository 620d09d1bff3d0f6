package dev.syslab.solutions.caching;

import java.net.URI;
import java.time.Duration;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.UnifiedJedis;

/** Connections to Redis with timeouts that a caller can bear. */
public final class Connections {
  // Slightly more than SILENCE, so that a slow Redis is not mistaken for a silent one.
  static final Duration TIMEOUT = Duration.ofMillis(600);
  // As many as there are callers, so that no caller waits for another one's timeout.
  private static final int MOST = 64;

  private Connections() {}

  public static UnifiedJedis open(URI redis) {
    ConnectionPoolConfig pool = new ConnectionPoolConfig();
    pool.setMaxTotal(MOST);
    pool.setMaxIdle(MOST);
    pool.setMaxWait(Duration.ofMillis(100));
    return RedisClient.builder()
        .hostAndPort(redis.getHost(), redis.getPort())
        .clientConfig(
            DefaultJedisClientConfig.builder(redis).timeoutMillis((int) TIMEOUT.toMillis()).build())
        .poolConfig(pool)
        .build();
  }
}
