package dev.syslab.solutions.websocketchat;

import java.net.URI;
import java.time.Duration;
import java.util.function.Function;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisConnectionException;

/**
 * Calls to Redis, none of which takes long.
 *
 * <p>A connection that is found broken says little: it may have been idle since Redis restarted. So
 * the others, which are as old, are dropped, and the call is made once more. That is safe because
 * every call here may be made twice. A Redis that is silent is left alone for a moment: requests
 * that wait behind one another would otherwise each wait for a timeout.
 */
public class RedisCalls implements AutoCloseable {
  static final Duration TIMEOUT = Duration.ofMillis(1_500);
  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final int CONNECTIONS = 8;

  private final RedisClient client;
  private volatile long silentSince = System.nanoTime() - PAUSE.toNanos();

  public RedisCalls(URI redis) {
    client = open(redis, Duration.ZERO);
  }

  /**
   * @param block how long a call may wait in Redis: Jedis itself would then wait forever
   */
  static RedisClient open(URI redis, Duration block) {
    ConnectionPoolConfig pool = new ConnectionPoolConfig();
    pool.setMaxTotal(CONNECTIONS);
    pool.setMaxIdle(CONNECTIONS);
    pool.setMaxWait(TIMEOUT);
    return RedisClient.builder()
        .hostAndPort(redis.getHost(), redis.getPort())
        .clientConfig(
            DefaultJedisClientConfig.builder(redis)
                .timeoutMillis((int) TIMEOUT.toMillis())
                .blockingSocketTimeoutMillis((int) TIMEOUT.plus(block).toMillis())
                .build())
        .poolConfig(pool)
        .build();
  }

  /** The answer, or a {@code JedisException} within two timeouts. */
  public <T> T call(Function<UnifiedJedis, T> call) {
    if (System.nanoTime() - silentSince < PAUSE.toNanos()) {
      throw new JedisConnectionException("Redis was silent a moment ago");
    }
    long began = System.nanoTime();
    try {
      try {
        return call.apply(client);
      } catch (JedisConnectionException e) {
        if (System.nanoTime() - began > TIMEOUT.toNanos() / 2) {
          throw e;
        }
        client.getPool().clear();
        return call.apply(client);
      }
    } catch (JedisConnectionException e) {
      silentSince = System.nanoTime();
      throw e;
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
