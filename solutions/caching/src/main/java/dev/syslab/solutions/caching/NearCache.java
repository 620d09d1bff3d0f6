package dev.syslab.solutions.caching;

import dev.syslab.labs.caching.Catalogue;
import dev.syslab.labs.caching.Eviction;
import dev.syslab.labs.caching.Product;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * The level in the process's own memory. Nobody tells it about changes, so it bounds the age of its
 * entries. Age counts from the moment at which the read began, because the answer may have taken
 * long to arrive.
 */
public class NearCache {
  private final LocalLevel<Seen> level = LocalLevel.of(Eviction.LRU, Catalogue.LOCAL_CAPACITY);
  private final Function<String, Optional<Product>> read;

  /**
   * @param read reads from the other levels
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
