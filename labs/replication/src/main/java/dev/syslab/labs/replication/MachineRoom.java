package dev.syslab.labs.replication;

import dev.syslab.subject.Environment;
import java.net.URI;
import java.time.Duration;
import java.util.function.Supplier;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.exceptions.JedisException;

/**
 * What can be done to a server from outside. It works whatever the server itself does, and
 * whichever network is cut. Part of {@link ControlPlane}. Provided; do not edit it.
 */
abstract class MachineRoom implements AutoCloseable {
  static final String POWER_REQUESTS = "power:requests";
  static final String POWER_OFF = "power:off";
  static final String POWER_ON = "power:on";
  static final String COPIES = "copies";

  private static final Duration POWER = Duration.ofSeconds(10);
  private static final int TIMEOUT_MILLIS = 2_000;

  /** Null if there is none. */
  final RedisClient redis;

  MachineRoom(Environment env) {
    URI address = address(env);
    redis =
        address == null
            ? null
            : RedisClient.builder()
                .hostAndPort(address.getHost(), address.getPort())
                .clientConfig(
                    DefaultJedisClientConfig.builder(address).timeoutMillis(TIMEOUT_MILLIS).build())
                .build();
  }

  private static URI address(Environment env) {
    try {
      return env.redis();
    } catch (IllegalStateException e) {
      return null;
    }
  }

  /** Cuts a server's power, and returns when it is off. A server without power stays off. */
  public void powerOff(int server) {
    ask(() -> redis.hincrBy(POWER_REQUESTS, Integer.toString(server), 1));
    long end = System.nanoTime() + POWER.toNanos();
    while (!ask(() -> redis.sismember(POWER_OFF, Integer.toString(server)))) {
      if (System.nanoTime() > end) {
        throw new UnavailableException("the power of server " + server + " cannot be cut");
      }
      pause();
    }
  }

  /** Restores a server's power: it starts with the data and in the role that it had. */
  public void powerOn(int server) {
    ask(() -> redis.sadd(POWER_ON, Integer.toString(server)));
  }

  /**
   * Orders a fresh copy: the server's own data is discarded, and it starts as a replica of the
   * server that is primary now. Returns at once; the copy takes a few seconds, or fails.
   */
  public void copy(int server) {
    ask(() -> redis.hincrBy(COPIES, Integer.toString(server), 1));
  }

  private static void pause() {
    try {
      Thread.sleep(20);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnavailableException("interrupted", e);
    }
  }

  static <T> T ask(Supplier<T> question) {
    try {
      return question.get();
    } catch (JedisException e) {
      throw new UnavailableException("the control plane: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    if (redis != null) {
      redis.close();
    }
  }
}
