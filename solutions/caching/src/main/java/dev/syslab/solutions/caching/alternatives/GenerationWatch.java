package dev.syslab.solutions.caching.alternatives;

import dev.syslab.labs.caching.Catalogue;
import dev.syslab.labs.caching.Product;
import dev.syslab.labs.caching.ProductJson;
import dev.syslab.labs.caching.ProductTable;
import dev.syslab.subject.Alternative;
import dev.syslab.subject.Environment;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import redis.clients.jedis.AbstractTransaction;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.params.SetParams;

/**
 * Optimistic, without a script: every update gives the product a new generation, a key of its own
 * that exists only to be watched. A loader WATCHes generation and turn before it reads the table,
 * so its MULTI/EXEC is refused if either has changed since. The turn decides who loads; it is not
 * given back but ends with the same EXEC that writes the product, or by itself.
 */
@Alternative(
    summary =
        "optimistic: WATCH on a generation that updates change, MULTI/EXEC to fill; no script")
public class GenerationWatch implements Catalogue, AutoCloseable {
  private final UnifiedJedis redis;
  private final ProductTable table;

  public GenerationWatch(Environment env) {
    this.redis = RedisClient.create(env.redis());
    this.table = new ProductTable(env);
  }

  @Override
  public Optional<Product> find(String id) {
    long patience = System.nanoTime() + LEASE.multipliedBy(2).toNanos();
    while (System.nanoTime() - patience < 0) {
      String text = redis.get(id + ":text");
      if (text != null) {
        return Optional.of(ProductJson.decode(text));
      }
      if (redis.set(id + ":turn", "taken", SetParams.setParams().nx().px(LEASE.toMillis()))
          != null) {
        return load(id);
      }
      LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
    }
    return table.find(id);
  }

  private Optional<Product> load(String id) {
    try (AbstractTransaction transaction = redis.transaction(false)) {
      transaction.watch(id + ":generation", id + ":turn");
      String text = redis.get(id + ":text");
      Optional<Product> product =
          text == null ? table.find(id) : Optional.of(ProductJson.decode(text));
      long jitter = ThreadLocalRandom.current().nextLong(-JITTER.toMillis(), JITTER.toMillis() + 1);
      transaction.multi();
      if (text == null && product.isPresent()) {
        transaction.psetex(
            id + ":text",
            TIME_TO_LIVE.plusMillis(jitter).toMillis(),
            ProductJson.encode(product.get()));
      }
      transaction.del(id + ":turn");
      transaction.exec();
      return product;
    }
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

  private void invalidate(String id) {
    try (AbstractTransaction transaction = redis.multi()) {
      transaction.incr(id + ":generation");
      // Longer than any load takes, not longer than any key may live.
      transaction.pexpire(id + ":generation", TIME_TO_LIVE.toMillis());
      transaction.del(id + ":text", id + ":turn");
      transaction.exec();
    }
  }

  @Override
  public void close() {
    redis.close();
    table.close();
  }
}
