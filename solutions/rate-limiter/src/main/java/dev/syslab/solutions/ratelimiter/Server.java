package dev.syslab.solutions.ratelimiter;

import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * One Redis server, with timeouts short enough for a caller. If it does not answer, for any reason,
 * a {@link JedisException} is thrown.
 */
public class Server implements AutoCloseable {
  // Slightly more than SILENCE, so that a slow Redis is not mistaken for a silent one.
  private static final Duration TIMEOUT = Duration.ofMillis(600);
  // As many as there are callers, so that no caller waits for another one's timeout.
  private static final int MOST = 64;

  private final RedisClient client;

  public Server(URI address) {
    this(address, TIMEOUT, MOST, TIMEOUT);
  }

  /**
   * @param timeout for connecting, and for each answer
   * @param patience the longest wait for a connection
   */
  protected Server(URI address, Duration timeout, int connections, Duration patience) {
    ConnectionPoolConfig pool = new ConnectionPoolConfig();
    pool.setMaxTotal(connections);
    pool.setMaxIdle(connections);
    pool.setMaxWait(patience);
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

  /** The client itself, for use inside {@link #ask}. */
  public RedisClient client() {
    return client;
  }

  /**
   * Runs a command, and once more if the connection turned out to be broken: the server may have
   * been restarted since the connection was opened. A timeout is not retried: the caller's patience
   * is used up, and the command may have been executed.
   */
  public <T> T ask(Supplier<T> command) {
    try {
      return command.get();
    } catch (JedisConnectionException e) {
      if (timedOut(e)) {
        throw e;
      }
      // The other idle connections are just as old.
      client.getPool().clear();
      return command.get();
    }
  }

  protected static boolean timedOut(Throwable error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof SocketTimeoutException) {
        return true;
      }
    }
    return false;
  }

  public Object run(Script script, List<String> keys, List<String> arguments) {
    return ask(() -> script.run(client, keys, arguments));
  }

  /** Runs the same script for each of these, in one pipeline. */
  public List<Object> runEach(
      Script script, List<List<String>> keys, List<List<String>> arguments) {
    return ask(() -> script.runEach(client, keys, arguments));
  }

  @Override
  public void close() {
    client.close();
  }
}
