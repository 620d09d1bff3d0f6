package dev.syslab.solutions.caching.alternatives;

import dev.syslab.labs.caching.Catalogue;
import dev.syslab.labs.caching.DatabaseException;
import dev.syslab.labs.caching.Product;
import dev.syslab.solutions.caching.SharedList;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import redis.clients.jedis.UnifiedJedis;

/**
 * Not random: in the last third of the list's time to live, the caller that gets the lock
 * recomputes it.
 */
final class LockedRefresh extends SharedList {
  private static final Duration LATE = Catalogue.LIST_TIME_TO_LIVE.dividedBy(3);

  LockedRefresh(UnifiedJedis redis, Supplier<List<Product>> table) {
    super(redis, table);
  }

  @Override
  protected List<Product> show(Held held) {
    if (held.left().compareTo(LATE) > 0) {
      return held.products();
    }
    try {
      return lease().map(this::computeAsHolder).orElse(held.products());
    } catch (DatabaseException e) {
      return held.products();
    }
  }
}
