package dev.syslab.solutions.caching.alternatives;

import dev.syslab.labs.caching.DatabaseException;
import dev.syslab.labs.caching.Product;
import dev.syslab.solutions.caching.EarlyRefresh;
import java.util.List;
import java.util.function.Supplier;
import redis.clients.jedis.UnifiedJedis;

/**
 * XFetch as in the paper: every caller whose draw says so recomputes, even while another one does.
 */
final class UnlockedEarlyRefresh extends EarlyRefresh {
  UnlockedEarlyRefresh(UnifiedJedis redis, Supplier<List<Product>> table) {
    super(redis, table);
  }

  @Override
  protected List<Product> show(Held held) {
    try {
      return drawn(held.left(), held.computing()) ? compute() : held.products();
    } catch (DatabaseException e) {
      return held.products();
    }
  }
}
