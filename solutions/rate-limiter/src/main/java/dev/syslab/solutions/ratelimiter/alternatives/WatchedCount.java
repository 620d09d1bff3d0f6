package dev.syslab.solutions.ratelimiter.alternatives;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.syslab.labs.ratelimiter.Algorithm;
import dev.syslab.labs.ratelimiter.Limit;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The count of one limit, as stored in Redis; times are in microseconds since 1970. After {@link
 * #look}, it describes the count as of {@code now}.
 */
@JsonAutoDetect(fieldVisibility = Visibility.PROTECTED_AND_PUBLIC)
@JsonIgnoreProperties(ignoreUnknown = true)
final class WatchedCount {
  /** A number that is closer to a whole unit than this is treated as one. */
  static final double TINY = 1e-6;

  /** When the limit is as if it had never been used. */
  public long gone;

  /** The beginning of the window, or the last time the bucket was read. */
  public long at;

  /** Units used in the current window, or of the bucket. */
  public double used;

  /** Units used in the previous window. */
  public double before;

  /** Times and units of admitted calls, oldest first. */
  public Deque<long[]> log = new ArrayDeque<>();

  private Limit limit;
  private long now;
  private long period;

  void look(Limit limit, long now) {
    this.limit = limit;
    this.now = now;
    this.period = limit.period().toSeconds() * 1_000_000;
    long start = now - now % period;
    switch (limit.algorithm()) {
      case FIXED_WINDOW, SLIDING_COUNTER -> {
        before = at >= start ? before : at >= start - period ? used : 0;
        used = at >= start ? used : 0;
        at = start;
      }
      case SLIDING_LOG -> {
        while (!log.isEmpty() && log.peekFirst()[0] <= now - period) {
          log.removeFirst();
        }
        used = log.stream().mapToLong(entry -> entry[1]).sum();
      }
      case TOKEN_BUCKET -> {
        double gained = 1.0 * Math.max(0, now - at) * limit.amount() / period;
        used = Math.max(0, used - gained);
        at = now;
      }
    }
  }

  double room() {
    return switch (limit.algorithm()) {
      case FIXED_WINDOW, SLIDING_LOG -> limit.amount() - used;
      case SLIDING_COUNTER -> limit.amount() - used - before * left() / period;
      case TOKEN_BUCKET -> limit.burst() - used;
    };
  }

  private long left() {
    return at + period - now;
  }

  void add(long units) {
    used += units;
    log.addLast(new long[] {now, units});
    gone = now + (long) Math.ceil(reset());
    if (limit.algorithm() != Algorithm.SLIDING_LOG) {
      log.clear();
    }
  }

  /** How long until there is room for so many units, in microseconds. */
  double delay(long units) {
    if (room() + TINY >= units) {
      return 0;
    }
    return switch (limit.algorithm()) {
      case FIXED_WINDOW -> left();
      case TOKEN_BUCKET -> (used + units - limit.burst()) * period / limit.amount();
      case SLIDING_COUNTER ->
          used + units <= limit.amount()
              ? left() - (limit.amount() - used - units) / before * period
              : left() + Math.max(0, 1 - (limit.amount() - units) / used) * period;
      case SLIDING_LOG -> {
        double over = used + units - limit.amount();
        for (long[] entry : log) {
          over -= entry[1];
          if (over <= 0) {
            yield entry[0] + period - now;
          }
        }
        throw new IllegalStateException("a cost above the amount");
      }
    };
  }

  double reset() {
    return switch (limit.algorithm()) {
      case FIXED_WINDOW -> used > 0 ? left() : 0;
      case SLIDING_COUNTER -> used > 0 ? left() + period : before > 0 ? left() : 0;
      case SLIDING_LOG -> log.isEmpty() ? 0 : log.peekLast()[0] + period - now;
      case TOKEN_BUCKET -> used * period / limit.amount();
    };
  }
}
