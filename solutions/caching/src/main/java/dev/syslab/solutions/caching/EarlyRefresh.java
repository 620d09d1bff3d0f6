package dev.syslab.solutions.caching;

import dev.syslab.labs.caching.DatabaseException;
import dev.syslab.labs.caching.Product;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import redis.clients.jedis.UnifiedJedis;

/**
 * XFetch [1]: each caller computes the list anew with probability exp(−t/(β·δ)), where t is the
 * time that the list has left and δ the time that it took to compute. Far from the end nearly
 * nobody does, at t = δ more than every third, so that among many callers one is nearly always in
 * time; the longer the computing takes, the earlier it begins. It needs no leader, and no timer.
 * −β·δ·ln(u) ≥ t, with u even in (0, 1], has that probability.
 *
 * <p>The paper lets every caller that draws so compute. Here one of them takes a lease, and the
 * others show what is held: it is not too old.
 *
 * <p>[1] A. Vattani, F. Chierichetti, K. Lowenstein, Optimal Probabilistic Cache Stampede
 * Prevention, VLDB 2015.
 */
public class EarlyRefresh extends SharedList {
  private static final double BETA = 1.0;

  public EarlyRefresh(UnifiedJedis redis, Supplier<List<Product>> table) {
    super(redis, table);
  }

  @Override
  protected List<Product> show(Held held) {
    if (!drawn(held.left(), held.computing())) {
      return held.products();
    }
    try {
      return lease().map(this::computeAsHolder).orElse(held.products());
    } catch (DatabaseException e) {
      // Early: what is held may still be shown.
      return held.products();
    }
  }

  protected boolean drawn(Duration left, Duration computing) {
    // nextDouble is in [0, 1), and the logarithm of 0 is no number.
    double u = 1 - ThreadLocalRandom.current().nextDouble();
    return -BETA * computing.toNanos() * Math.log(u) >= left.toNanos();
  }
}
