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
import redis.clients.jedis.AbstractTransaction;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.exceptions.JedisConnectionException;

/** A value that is changed only by who has seen its last state. */
final class Watched {
  private static final Duration PATIENCE = Duration.ofMillis(1_300);
  private static final long FIRST_PAUSE_NANOS = 500_000;
  private static final long LONGEST_PAUSE_NANOS = 20_000_000;

  private Watched() {}

  /**
   * What to do with what was seen.
   *
   * @param stored what the key holds from now on; null to leave it
   * @param lives how long, in milliseconds
   */
  record Change<T>(String stored, long lives, T result) {}

  /** Reads a key and changes it, in one step or not at all. */
  @FunctionalInterface
  interface Step<T> {
    /**
     * @param seen what the key holds; null if it is not there
     * @param micros the server's time
     */
    Change<T> on(String seen, long micros);
  }

  /**
   * Changes what a key holds.
   *
   * @throws JedisConnectionException if others were quicker for too long
   */
  static <T> T change(Server server, String key, Step<T> step) {
    return changeAll(server, Map.of(key, step)).get(0);
  }

  /** Changes what several keys hold, all of them or none. */
  static <T> List<T> changeAll(Server server, Map<String, Step<T>> steps) {
    String[] keys = steps.keySet().toArray(String[]::new);
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    for (long pause = FIRST_PAUSE_NANOS; System.nanoTime() - deadline < 0; pause = longer(pause)) {
      try (AbstractTransaction transaction = server.ask(() -> watching(server, keys))) {
        List<String> seen = server.client().mget(keys);
        long now = micros(server);
        List<Change<T>> changes =
            IntStream.range(0, keys.length)
                .mapToObj(i -> steps.get(keys[i]).on(seen.get(i), now))
                .toList();
        if (stored(transaction, keys, changes)) {
          return changes.stream().map(Change::result).toList();
        }
      }
      LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(pause));
    }
    throw new JedisConnectionException("others were quicker for " + PATIENCE.toMillis() + " ms");
  }

  private static boolean stored(
      AbstractTransaction transaction, String[] keys, List<? extends Change<?>> changes) {
    if (changes.stream().allMatch(change -> change.stored() == null)) {
      return true;
    }
    transaction.multi();
    for (int i = 0; i < keys.length; i++) {
      Change<?> change = changes.get(i);
      if (change.stored() != null) {
        transaction.psetex(keys[i], change.lives(), change.stored());
      }
    }
    return transaction.exec() != null;
  }

  private static AbstractTransaction watching(Server server, String... keys) {
    AbstractTransaction transaction = server.client().transaction(false);
    try {
      transaction.watch(keys);
      return transaction;
    } catch (RuntimeException e) {
      transaction.close();
      throw e;
    }
  }

  private static long longer(long pause) {
    return Math.min(LONGEST_PAUSE_NANOS, pause * 2);
  }

  private static long micros(Server server) {
    List<?> time = (List<?>) server.client().sendCommand(Protocol.Command.TIME);
    LongFunction<Long> part =
        i -> Long.parseLong(new String((byte[]) time.get((int) i), StandardCharsets.US_ASCII));
    return part.apply(0) * 1_000_000 + part.apply(1);
  }
}
