package dev.syslab.solutions.caching;

import java.net.URI;
import java.time.Duration;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.util.JedisURIHelper;

/** Connections to Redis that do not wait for a silent one longer than a caller can. */
public final class Connections {
  // A little more than SILENCE, so that a slow Redis is not taken for a silent one.
  static final Duration TIMEOUT = Duration.ofMillis(600);
  // As many as there are callers: none waits for another's time-out.
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
            DefaultJedisClientConfig.builder()
                .database(JedisURIHelper.getDBIndex(redis))
                .timeoutMillis((int) TIMEOUT.toMillis())
                .build())
        .poolConfig(pool)
        .build();
  }
}
