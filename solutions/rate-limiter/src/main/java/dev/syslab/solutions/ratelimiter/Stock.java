package dev.syslab.solutions.ratelimiter;

import dev.syslab.labs.ratelimiter.Decision;
import dev.syslab.labs.ratelimiter.Limit;
import dev.syslab.labs.ratelimiter.Rules;
import dev.syslab.solutions.ratelimiter.Counts.Taken;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Units of one pair that were fetched in advance. Redis has already counted them, so they can be
 * handed out without asking; the price is that they may be handed out later than they were counted,
 * and that other gateways do not get them.
 */
public class Stock {
  // A caller waits no longer for another caller's fetch than for its own.
  private static final Duration PATIENCE = Duration.ofMillis(1_300);

  protected final ReentrantLock lock = new ReentrantLock();
  private final Rules rules;
  private final List<Limit> limits;
  private final Decisions decisions;
  private final Duration shelfLife;

  private long units;
  protected long useBefore = System.nanoTime();
  private Decision last;
  private long toldAt;
  private long deniedCost;
  private long deniedUntil = System.nanoTime();
  private Ruling denied;
  private long failedAt = System.nanoTime();

  protected Stock(Rules rules, List<Limit> limits, Decisions decisions) {
    this.rules = rules;
    this.limits = limits;
    this.decisions = decisions;
    this.shelfLife = limits.stream().map(Limit::period).min(Duration::compareTo).orElseThrow();
  }

  /** Whether this stock was made for these rules. */
  protected boolean isFor(Rules now) {
    return rules == now || rules.equals(now);
  }

  boolean isStale(long now) {
    return now - useBefore > 0 && now - deniedUntil > 0 && !lock.isLocked();
  }

  /**
   * Decides from the stock, or fetches more.
   *
   * @param fetch takes units from all limits: at least the first number, at most the second
   * @throws JedisException if it had to ask Redis, and Redis did not answer
   */
  Ruling decide(long cost, BiFunction<Long, Long, Taken> fetch) {
    long entered = System.nanoTime();
    if (!locked()) {
      throw new JedisConnectionException("another caller still waits for Redis");
    }
    try {
      long now = System.nanoTime();
      if (units >= cost && isFresh(now)) {
        units -= cost;
        return fromStock(Duration.ofNanos(now - toldAt));
      }
      if (isDenied(cost, now)) {
        return deniedFor(Duration.ofNanos(deniedUntil - now), Duration.ofNanos(now - toldAt));
      }
      if (failedSince(entered)) {
        throw new JedisConnectionException("Redis was silent for the caller before");
      }
      return fetched(cost, fetch);
    } finally {
      lock.unlock();
    }
  }

  protected boolean isFresh(long now) {
    return now - useBefore < 0;
  }

  /** Whether Redis would deny the cost, because its last denial still applies. */
  protected boolean isDenied(long cost, long now) {
    return denied != null && covers(deniedCost, cost) && now - deniedUntil < 0;
  }

  /** Whether a denial applies to that cost: a higher cost waits longer, a lower one perhaps not. */
  protected boolean covers(long denied, long cost) {
    return cost == denied;
  }

  /** Whether another caller's fetch has failed while this one waited: its own would fail, too. */
  protected boolean failedSince(long entered) {
    return failedAt - entered > 0;
  }

  protected boolean locked() {
    try {
      return lock.tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private Ruling fetched(long cost, BiFunction<Long, Long, Taken> fetch) {
    // The old units may have expired; fresh ones that are left over are lost.
    units = 0;
    long asked = System.nanoTime();
    Taken taken;
    try {
      taken = fetch.apply(cost, Math.max(cost, rules.batch()));
    } catch (JedisException silent) {
      failedAt = System.nanoTime();
      throw silent;
    }
    // Not earlier: a client that comes back when a denial ends must be admitted.
    toldAt = System.nanoTime();
    Ruling ruling = decisions.of(limits, taken);
    // A limit that gave less than requested has nothing more until the time that it reported.
    denied = taken.units() >= Math.max(cost, rules.batch()) ? null : ruling;
    deniedCost = taken.units() > 0 ? 1 : cost;
    deniedUntil = toldAt + taken.delay().toNanos();
    if (taken.units() == 0) {
      return ruling;
    }
    units = taken.units() - cost;
    useBefore = asked + shelfLife.toNanos();
    last = ruling.decision();
    return fromStock(Duration.ZERO);
  }

  /** What remains according to Redis, plus what is left here of the fetched units. */
  private Ruling fromStock(Duration age) {
    return new Ruling(aged(last, true, last.remaining() + units, Duration.ZERO, age), List.of());
  }

  /**
   * The last answer of Redis.
   *
   * @param wait the time until its answer may change
   * @param age how long ago it answered
   */
  protected Ruling deniedFor(Duration wait, Duration age) {
    Decision known = denied.decision();
    return new Ruling(
        aged(known, false, known.remaining(), wait, age),
        denied.violated().isEmpty() ? List.of(known.policy()) : denied.violated());
  }

  private Decision aged(Decision known, boolean allowed, long left, Duration wait, Duration age) {
    return new Decision(
        allowed,
        known.policy(),
        known.limit(),
        left,
        decisions.millis(wait),
        decisions.millis(known.resetAfter().minus(age)),
        false);
  }
}
