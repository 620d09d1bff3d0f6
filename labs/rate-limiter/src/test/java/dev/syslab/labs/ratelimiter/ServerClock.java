package dev.syslab.labs.ratelimiter;

import dev.syslab.kit.Redis;
import dev.syslab.kit.Wait;
import dev.syslab.kit.verdict.Inconclusive;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import redis.clients.jedis.Protocol;

/** The clock that limits go by: that of the Redis server. */
final class ServerClock {
  private static final int TRIES = 5;

  private final Redis redis;

  ServerClock(Redis redis) {
    this.redis = redis;
  }

  Instant now() {
    List<?> time = (List<?>) redis.client().sendCommand(Protocol.Command.TIME);
    return Instant.EPOCH
        .plusSeconds(number(time.get(0)))
        .plus(number(time.get(1)), ChronoUnit.MICROS);
  }

  private static long number(Object digits) {
    return Long.parseLong(new String((byte[]) digits, StandardCharsets.US_ASCII));
  }

  /** Which window of that period it is, counted from the epoch. */
  long window(Duration period) {
    return Math.floorDiv(now().toEpochMilli(), period.toMillis());
  }

  /** The part of the present window that has passed, from 0 to 1. */
  double passed(Duration period) {
    return (double) Math.floorMod(now().toEpochMilli(), period.toMillis()) / period.toMillis();
  }

  /** How long the present window lasts on. */
  Duration untilEdge(Duration period) {
    long micros = ChronoUnit.MICROS.between(Instant.EPOCH, now());
    long length = period.toMillis() * 1_000;
    return Duration.of(length - Math.floorMod(micros, length), ChronoUnit.MICROS);
  }

  /** Waits until so much of a window has passed. */
  void awaitPart(Duration period, double from, double to) {
    Wait.conclusively(
        "the clock to be between " + from + " and " + to + " of the way through a window",
        period.multipliedBy(3).plusSeconds(5),
        () -> passed(period) >= from && passed(period) < to);
  }

  void await(Instant time) {
    Duration left = Duration.between(now(), time);
    Wait.conclusively("the time " + time, left.plusSeconds(10), () -> !now().isBefore(time));
  }

  /** Acts within one window: again, if its edge passed meanwhile. */
  <T> T inOneWindow(Duration period, Callable<T> act) throws Exception {
    for (int i = 0; i < TRIES; i++) {
      long window = window(period);
      T result = act.call();
      if (window(period) == window) {
        return result;
      }
    }
    throw new Inconclusive("all " + TRIES + " attempts crossed the edge of a window");
  }
}
