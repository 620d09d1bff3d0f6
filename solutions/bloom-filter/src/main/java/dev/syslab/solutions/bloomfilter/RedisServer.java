package dev.syslab.solutions.bloomfilter;

import dev.syslab.labs.bloomfilter.UnavailableException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/** Redis, with timeouts that a caller can bear. */
public class RedisServer {
  private static final Duration TIMEOUT = Duration.ofMillis(600);
  // As many as there are callers, so that none waits for another's timeout.
  private static final int CONNECTIONS = 64;

  private final RedisClient client;

  public RedisServer(URI address) {
    this(address, CONNECTIONS, TIMEOUT);
  }

  /**
   * @param timeout for a connection, and for an answer
   */
  protected RedisServer(URI address, int connections, Duration timeout) {
    ConnectionPoolConfig pool = new ConnectionPoolConfig();
    pool.setMaxTotal(connections);
    pool.setMaxIdle(connections);
    pool.setMaxWait(timeout);
    client =
        RedisClient.builder()
            .hostAndPort(address.getHost(), address.getPort())
            .clientConfig(
                DefaultJedisClientConfig.builder(address)
                    .timeoutMillis((int) timeout.toMillis())
                    .build())
            .poolConfig(pool)
            .build();
  }

  public RedisClient client() {
    return client;
  }

  /** Runs a Lua script: one step of the server's single thread. */
  public Object run(String script, String key, List<String> arguments) {
    return ask(() -> client.eval(script, List.of(key), arguments));
  }

  /**
   * Runs a command, and retries it once if the connection turned out to be broken: Redis may have
   * been restarted since. A timeout is not retried, because the caller's patience is used up.
   *
   * @throws UnavailableException if Redis does not answer
   */
  public <T> T ask(Supplier<T> question) {
    try {
      try {
        return question.get();
      } catch (JedisConnectionException e) {
        if (timedOut(e)) {
          throw e;
        }
        // The other idle connections are just as old.
        client.getPool().clear();
        return question.get();
      }
    } catch (JedisDataException e) {
      // Redis did answer: the command itself is wrong.
      throw e;
    } catch (JedisException e) {
      throw new UnavailableException("Redis does not answer: " + e.getMessage());
    }
  }

  private static boolean timedOut(Throwable error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof SocketTimeoutException) {
        return true;
      }
    }
    return false;
  }
}
