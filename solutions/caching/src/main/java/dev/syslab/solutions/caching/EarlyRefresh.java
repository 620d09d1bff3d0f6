package dev.syslab.solutions.caching;

import dev.syslab.labs.caching.DatabaseException;
import dev.syslab.labs.caching.Product;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import redis.clients.jedis.UnifiedJedis;

/**
 * XFetch [1]: each caller recomputes the list with probability exp(−t/(β·δ)), where t is the time
 * that the list has left and δ is how long it took to compute. Far from the expiry almost no caller
 * does; at t = δ more than one in three does, so that among many callers one is almost always in
 * time. The longer the computation takes, the earlier it begins. No leader and no timer are needed.
 * −β·δ·ln(u) ≥ t, with u uniform in (0, 1], has that probability.
 *
 * <p>In the paper, every caller whose draw says so recomputes. Here, one of them takes a lease, and
 * the others return the existing list, which is not too old.
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
      // Early: the existing list may still be returned.
      return held.products();
    }
  }

  protected boolean drawn(Duration left, Duration computing) {
    // nextDouble is in [0, 1), and the logarithm of 0 is undefined.
    double u = 1 - ThreadLocalRandom.current().nextDouble();
    return -BETA * computing.toNanos() * Math.log(u) >= left.toNanos();
  }
}
