package dev.syslab.solutions.caching.alternatives;

import dev.syslab.labs.caching.Catalogue;
import dev.syslab.labs.caching.Product;
import dev.syslab.labs.caching.ProductTable;
import dev.syslab.subject.Alternative;
import dev.syslab.subject.Environment;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.params.SetParams;

/**
 * Pessimistic: whoever loads or updates a product holds its lock meanwhile, and writes Redis before
 * letting go. A writer therefore waits for a reader that is loading, at most until that one's lock
 * ends. A lock that has ended while its holder was slow is noticed when the holder wants to write:
 * a script compares the token. Then a reader drops what it has, and a writer deletes, which is
 * right in any order.
 */
@Alternative(
    summary = "write-through: readers that load and writers take one lock for each product")
public class LockedWriteThrough implements Catalogue, AutoCloseable {
  private static final String PUBLISH =
      "if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end "
          + "redis.call('HSET', KEYS[2], 'name', ARGV[2], 'price', ARGV[3], 'version', ARGV[4]) "
          + "redis.call('PEXPIRE', KEYS[2], ARGV[5]) "
          + "redis.call('DEL', KEYS[1]) "
          + "return 1";
  private static final String UNLOCK =
      "if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end";

  private final UnifiedJedis redis;
  private final ProductTable table;

  public LockedWriteThrough(Environment env) {
    this.redis = RedisClient.create(env.redis());
    this.table = new ProductTable(env);
  }

  @Override
  public Optional<Product> find(String id) {
    String token = UUID.randomUUID().toString();
    long patience = System.nanoTime() + LEASE.multipliedBy(2).toNanos();
    while (System.nanoTime() - patience < 0) {
      Optional<Product> cached = cached(id);
      if (cached.isPresent()) {
        return cached;
      }
      if (lock(id, token)) {
        return load(id, token);
      }
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
    return table.find(id);
  }

  private Optional<Product> load(String id, String token) {
    try {
      Optional<Product> product = cached(id);
      if (product.isEmpty()) {
        product = table.find(id);
        product.ifPresent(loaded -> publish(loaded, token));
      }
      return product;
    } finally {
      redis.eval(UNLOCK, List.of("lock|" + id), List.of(token));
    }
  }

  @Override
  public Product update(String id, String name, long priceCents) {
    String token = UUID.randomUUID().toString();
    while (!lock(id, token)) {
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
    boolean published = false;
    try {
      Product product;
      try (var transaction = table.begin()) {
        product = transaction.update(id, name, priceCents);
        transaction.commit();
      }
      published = publish(product, token);
      return product;
    } finally {
      if (!published) {
        // The lock has passed to another, or the commit's outcome is unknown: nobody may keep what
        // they have read.
        redis.del("product|" + id, "lock|" + id);
      }
    }
  }

  private Optional<Product> cached(String id) {
    Map<String, String> entry = redis.hgetAll("product|" + id);
    return entry.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Product(
                id,
                entry.get("name"),
                Long.parseLong(entry.get("price")),
                Long.parseLong(entry.get("version"))));
  }

  private boolean lock(String id, String token) {
    return redis.set("lock|" + id, token, SetParams.setParams().nx().px(LEASE.toMillis())) != null;
  }

  /** Writes the product and ends the lock, if it is still ours. */
  private boolean publish(Product product, String token) {
    long jitter = ThreadLocalRandom.current().nextLong(-JITTER.toMillis(), JITTER.toMillis() + 1);
    Object done =
        redis.eval(
            PUBLISH,
            List.of("lock|" + product.id(), "product|" + product.id()),
            List.of(
                token,
                product.name(),
                Long.toString(product.priceCents()),
                Long.toString(product.version()),
                Long.toString(TIME_TO_LIVE.plusMillis(jitter).toMillis())));
    return Long.valueOf(1).equals(done);
  }

  @Override
  public void close() {
    redis.close();
    table.close();
  }
}
