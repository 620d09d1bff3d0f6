package dev.syslab.solutions.caching.alternatives;

import dev.syslab.labs.caching.Catalogue;
import dev.syslab.labs.caching.Product;
import dev.syslab.solutions.caching.Packed;
import dev.syslab.solutions.caching.SharedList;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import redis.clients.jedis.UnifiedJedis;

/**
 * Stale-while-revalidate: in the second half of its time to live, the list is still returned, and
 * recomputed in the background. No caller waits at all. It is compressed.
 */
final class BackgroundRefresh extends SharedList {
  private static final Duration FRESH = Catalogue.LIST_TIME_TO_LIVE.dividedBy(2);

  BackgroundRefresh(UnifiedJedis redis, Supplier<List<Product>> table) {
    super(redis, table);
  }

  @Override
  protected List<Product> show(Held held) {
    if (held.left().compareTo(FRESH) < 0) {
      lease().ifPresent(lease -> CompletableFuture.runAsync(() -> computeAsHolder(lease)));
    }
    return held.products();
  }

  @Override
  protected String text(List<Product> products, Duration computing) {
    return Packed.pack(super.text(products, computing));
  }

  @Override
  protected Held held(String text, Duration left) {
    return super.held(Packed.unpack(text), left);
  }
}
