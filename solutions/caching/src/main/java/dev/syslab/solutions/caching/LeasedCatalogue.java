package dev.syslab.solutions.caching;

import dev.syslab.labs.caching.Catalogue;
import dev.syslab.labs.caching.Product;
import dev.syslab.labs.caching.ProductJson;
import dev.syslab.labs.caching.ProductTable;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Reference;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.params.SetParams;

/**
 * Cache-aside with leases, after the memcache at Facebook [1].
 *
 * <p>Who misses asks for the product's lease: a key that holds the caller's token, that only one
 * caller can create, and that ends by itself. The lease does two jobs. It is the right to load: all
 * others wait until the product appears or the lease is free again, so N misses cost one load
 * (stage 4). And it is the right to fill: the product is written only while the lease still holds
 * the loader's own token, checked and written in one step of the server's single thread [2]. An
 * update deletes product and lease together, so that whoever has read the table before the commit
 * can no longer fill (stage 3). A loader that stalls until its lease is another's is refused by the
 * same comparison [3].
 *
 * <p>The update deletes after the commit, and whatever the commit's outcome. Before it, a reader
 * could refill the old row; and when the answer to COMMIT is lost, the row may be new.
 *
 * <p>[1] Nishtala et al., Scaling Memcache at Facebook, NSDI 2013, section 3.2.1. [2] redis.io,
 * Scripting with Lua: atomic execution. [3] redis.io, SET: patterns, the unlock that compares the
 * token.
 */
@Reference
public class LeasedCatalogue implements Catalogue, AutoCloseable {
  private static final String FILL =
      "if redis.call('GET', KEYS[1]) == ARGV[1] then "
          + "redis.call('SET', KEYS[2], ARGV[2], 'PX', ARGV[3]) end";
  private static final String RELEASE =
      "if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end";
  private static final Duration PAUSE = Duration.ofMillis(20);

  protected final UnifiedJedis redis;
  protected final ProductTable table;

  public LeasedCatalogue(Environment env) {
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
      if (lease(id, token)) {
        return load(id, token);
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
    return table.find(id);
  }

  @Override
  public Product update(String id, String name, long priceCents) {
    try (var transaction = table.begin()) {
      Product product = transaction.update(id, name, priceCents);
      transaction.commit();
      return product;
    } finally {
      invalidate(id);
    }
  }

  /** Loads and fills as the lease's holder. */
  protected Optional<Product> load(String id, String token) {
    try {
      // Between our miss and our lease, the lease's last holder may have filled.
      Optional<Product> product = cached(id);
      if (product.isEmpty()) {
        product = table.find(id);
        product.ifPresent(loaded -> fill(loaded, token));
      }
      return product;
    } finally {
      release(id, token);
    }
  }

  protected Optional<Product> cached(String id) {
    return Optional.ofNullable(redis.get(valueKey(id))).map(ProductJson::decode);
  }

  /** Takes the product's lease if it is free. */
  protected boolean lease(String id, String token) {
    return redis.set(leaseKey(id), token, SetParams.setParams().nx().px(LEASE.toMillis())) != null;
  }

  /** Writes the product if the lease is still ours. */
  protected void fill(Product product, String token) {
    redis.eval(
        FILL,
        List.of(leaseKey(product.id()), valueKey(product.id())),
        List.of(token, ProductJson.encode(product), Long.toString(timeToLive().toMillis())));
  }

  /** Gives the lease back if it is still ours. */
  protected void release(String id, String token) {
    redis.eval(RELEASE, List.of(leaseKey(id)), List.of(token));
  }

  /** One command, so that no fill comes between the two. */
  protected void invalidate(String id) {
    redis.del(valueKey(id), leaseKey(id));
  }

  protected Duration timeToLive() {
    long jitter = JITTER.toMillis();
    return TIME_TO_LIVE.plusMillis(ThreadLocalRandom.current().nextLong(-jitter, jitter + 1));
  }

  protected String valueKey(String id) {
    return "product:" + id;
  }

  protected String leaseKey(String id) {
    return "lease:" + id;
  }

  @Override
  public void close() {
    redis.close();
    table.close();
  }
}
