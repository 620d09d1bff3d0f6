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
 * Units of one pair that were fetched in advance. Redis has counted them already, so they can be
 * handed out without asking; the price is that they may be handed out later than they were counted,
 * and that another gateway does not get them.
 */
public class Stock {
  // Who waits for another's fetch waits no longer than for one of its own.
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

  /** Whether it was made for these rules. */
  protected boolean isFor(Rules now) {
    return rules == now || rules.equals(now);
  }

  boolean isStale(long now) {
    return now - useBefore > 0 && now - deniedUntil > 0 && !lock.isLocked();
  }

  /**
   * Decides from the stock, or fetches.
   *
   * @param fetch takes units of all limits: at least the first number, at most the second
   * @throws JedisException if it had to ask Redis, and Redis was silent
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

  /** Whether Redis would deny it: what it said last still holds. */
  protected boolean isDenied(long cost, long now) {
    return denied != null && covers(deniedCost, cost) && now - deniedUntil < 0;
  }

  /** Whether a denial speaks of that cost: a higher one waits longer, a lower one perhaps not. */
  protected boolean covers(long denied, long cost) {
    return cost == denied;
  }

  /** Whether somebody has found Redis silent while this caller waited: it would be for him too. */
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
    // The old ones may be older than their shelf life; what is left of fresh ones is lost.
    units = 0;
    long asked = System.nanoTime();
    Taken taken;
    try {
      taken = fetch.apply(cost, Math.max(cost, rules.batch()));
    } catch (JedisException silent) {
      failedAt = System.nanoTime();
      throw silent;
    }
    // Not before: who comes back when a denial ends is to be admitted.
    toldAt = System.nanoTime();
    Ruling ruling = decisions.of(limits, taken);
    // A limit that gave less than was asked for has no more before it says so.
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

  /** What Redis said remains, and what is left here of what was fetched. */
  private Ruling fromStock(Duration age) {
    return new Ruling(aged(last, true, last.remaining() + units, Duration.ZERO, age), List.of());
  }

  /**
   * What Redis said last.
   *
   * @param wait until it would say something else
   * @param age how long ago it said so
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
