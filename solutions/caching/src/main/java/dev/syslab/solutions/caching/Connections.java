package dev.syslab.solutions.caching;

import java.net.URI;
import java.time.Duration;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.ConnectionPool;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.providers.ConnectionProvider;

/** Connections to Redis with timeouts short enough for a caller. */
public final class Connections implements ConnectionProvider {
  // Slightly more than SILENCE, so that a slow Redis is not mistaken for a silent one.
  static final Duration TIMEOUT = Duration.ofMillis(600);
  static final Duration MOST_WAIT = Duration.ofMillis(100);
  // As many as there are callers, so that no caller waits for another one's timeout.
  private static final int MOST = 64;

  private final ConnectionPool pool;

  private Connections(ConnectionPool pool) {
    this.pool = pool;
  }

  public static UnifiedJedis open(URI redis) {
    ConnectionPoolConfig config = new ConnectionPoolConfig();
    config.setMaxTotal(MOST);
    config.setMaxIdle(MOST);
    config.setMaxWait(MOST_WAIT);
    HostAndPort address = new HostAndPort(redis.getHost(), redis.getPort());
    JedisClientConfig client =
        DefaultJedisClientConfig.builder(redis).timeoutMillis((int) TIMEOUT.toMillis()).build();
    ConnectionPool pool =
        new ConnectionPool(address, client, config) {
          // Called when a connection has timed out: to replace it at once would make the caller
          // that has just waited for Redis wait a second time.
          @Override
          public void addObject() {}
        };
    return RedisClient.builder()
        .hostAndPort(address)
        .clientConfig(client)
        .connectionProvider(new Connections(pool))
        .build();
  }

  @Override
  public Connection getConnection() {
    return pool.getResource();
  }

  @Override
  public Connection getConnection(CommandArguments command) {
    return pool.getResource();
  }

  @Override
  public void close() {
    pool.close();
  }
}
