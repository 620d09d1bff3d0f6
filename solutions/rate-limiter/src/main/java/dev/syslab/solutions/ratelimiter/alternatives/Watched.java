package dev.syslab.solutions.ratelimiter.alternatives;

import dev.syslab.solutions.ratelimiter.Server;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongFunction;
import java.util.stream.IntStream;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.Response;
import redis.clients.jedis.exceptions.JedisConnectionException;

/** A value that can be changed only by a caller that has seen its latest state. */
final class Watched {
  private static final Duration PATIENCE = Duration.ofMillis(1_300);
  private static final long FIRST_PAUSE_NANOS = 500_000;
  private static final long LONGEST_PAUSE_NANOS = 20_000_000;
  private static final byte[][] NONE = {};

  private Watched() {}

  /**
   * What to do with the value that was read.
   *
   * @param stored the new value of the key; null to leave it unchanged
   * @param lives its time to live in milliseconds
   */
  record Change<T>(String stored, long lives, T result) {}

  /** Reads a key and changes it, in one step or not at all. */
  @FunctionalInterface
  interface Step<T> {
    /**
     * @param seen the key's value; null if it does not exist
     * @param micros the server's time
     */
    Change<T> on(String seen, long micros);
  }

  /**
   * Changes the value of a key.
   *
   * @throws JedisConnectionException if other callers kept winning the race for too long
   */
  static <T> T change(Server server, String key, Step<T> step) {
    return changeAll(server, Map.of(key, step)).get(0);
  }

  /** Changes the values of several keys, all of them or none. */
  static <T> List<T> changeAll(Server server, Map<String, Step<T>> steps) {
    String[] keys = steps.keySet().toArray(String[]::new);
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    for (long pause = FIRST_PAUSE_NANOS; System.nanoTime() - deadline < 0; pause = longer(pause)) {
      try (Look look = server.ask(() -> new Look(server.client(), keys))) {
        List<Change<T>> changes =
            IntStream.range(0, keys.length)
                .mapToObj(i -> steps.get(keys[i]).on(look.values.get().get(i), look.micros()))
                .toList();
        if (look.stored(changes)) {
          return changes.stream().map(Change::result).toList();
        }
      }
      LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(pause));
    }
    throw new JedisConnectionException("others were quicker for " + PATIENCE.toMillis() + " ms");
  }

  private static long longer(long pause) {
    return Math.min(LONGEST_PAUSE_NANOS, pause * 2);
  }

  /**
   * The values of watched keys, and the connection that watches them. All in two round trips,
   * because renewals must arrive in time even if the server's latency is high.
   */
  private static final class Look implements AutoCloseable {
    private final AbstractPipeline connection;
    private final String[] keys;
    private final Response<List<String>> values;
    private final Response<Object> time;
    private boolean watches;

    Look(RedisClient redis, String... keys) {
      this.keys = keys;
      this.connection = redis.pipelined();
      try {
        connection.sendCommand(Protocol.Command.WATCH, keys);
        values = connection.mget(keys);
        time = connection.sendCommand(Protocol.Command.TIME, NONE);
        connection.sync();
        watches = true;
      } catch (RuntimeException e) {
        // An exception from closing a broken connection must not hide that there was a timeout.
        try (connection) {
          throw e;
        }
      }
    }

    long micros() {
      List<?> parts = (List<?>) time.get();
      LongFunction<Long> part =
          i -> Long.parseLong(new String((byte[]) parts.get((int) i), StandardCharsets.US_ASCII));
      return part.apply(0) * 1_000_000 + part.apply(1);
    }

    /** Whether the keys were still unchanged; true if there was nothing to store. */
    boolean stored(List<? extends Change<?>> changes) {
      if (changes.stream().allMatch(change -> change.stored() == null)) {
        return true;
      }
      connection.sendCommand(Protocol.Command.MULTI, NONE);
      for (int i = 0; i < keys.length; i++) {
        Change<?> change = changes.get(i);
        if (change.stored() != null) {
          connection.psetex(keys[i], change.lives(), change.stored());
        }
      }
      Response<Object> done = connection.sendCommand(Protocol.Command.EXEC, NONE);
      connection.sync();
      watches = false;
      return done.get() != null;
    }

    @Override
    public void close() {
      if (watches) {
        connection.sendCommand(Protocol.Command.UNWATCH, NONE);
      }
      connection.close();
    }
  }
}
