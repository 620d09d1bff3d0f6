package dev.syslab.solutions.caching;

import dev.syslab.labs.caching.Catalogue;
import dev.syslab.labs.caching.Eviction;
import dev.syslab.labs.caching.Product;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * The level in the process's own memory. Nobody tells it of changes, so it bounds the age of what
 * it shows: counted from the moment at which the read began, since the answer may have been on its
 * way for long.
 */
public class NearCache {
  private final LocalLevel<Seen> level = LocalLevel.of(Eviction.LRU, Catalogue.LOCAL_CAPACITY);
  private final Function<String, Optional<Product>> read;

  /**
   * @param read asks the other levels
   */
  public NearCache(Function<String, Optional<Product>> read) {
    this.read = read;
  }

  private record Seen(Optional<Product> product, long asOf) {}

  public Optional<Product> get(String id) {
    Optional<Seen> seen;
    synchronized (level) {
      seen = level.get(id);
    }
    return seen.filter(this::youngEnough).map(Seen::product).orElseGet(() -> readThrough(id));
  }

  private Optional<Product> readThrough(String id) {
    long asOf = System.nanoTime();
    Optional<Product> product = read.apply(id);
    put(id, product, asOf);
    return product;
  }

  protected void put(String id, Optional<Product> product, long asOf) {
    synchronized (level) {
      level.put(id, new Seen(product, asOf));
    }
  }

  private boolean youngEnough(Seen seen) {
    return Duration.ofNanos(System.nanoTime() - seen.asOf()).compareTo(Catalogue.BROWSE_LAG) < 0;
  }
}
