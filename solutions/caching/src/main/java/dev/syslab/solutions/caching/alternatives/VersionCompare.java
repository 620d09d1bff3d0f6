package dev.syslab.solutions.caching.alternatives;

import dev.syslab.labs.caching.DatabaseException;
import dev.syslab.labs.caching.Product;
import dev.syslab.labs.caching.ProductJson;
import dev.syslab.labs.caching.ProductTransaction;
import dev.syslab.labs.caching.WritePolicy;
import dev.syslab.solutions.caching.Parts;
import dev.syslab.solutions.caching.ProductList;
import dev.syslab.subject.Alternative;
import dev.syslab.subject.Environment;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.params.SetParams;

/**
 * Write-through, ordered by the version that the database counts. Each key holds a Redis hash with
 * two fields, the version and the product's text; nothing ever deletes it, so an older version
 * always meets a newer one and loses. A lock in Redis only saves loads; correctness does not depend
 * on it.
 *
 * <p>If the answer to COMMIT is lost, the key is raised to the new version without a text: readers
 * load again, and nothing older than the update can be written any more. If the transaction was
 * rolled back after all, the row stays uncached until that tombstone expires.
 */
@Alternative(summary = "write-through; a script accepts a product only over an older version")
public class VersionCompare extends Parts {
  private static final String RAISE =
      "local held = redis.call('HGET', KEYS[1], 'version') "
          + "if held and tonumber(held) > tonumber(ARGV[1]) then return end "
          + "redis.call('DEL', KEYS[1]) "
          + "redis.call('HSET', KEYS[1], 'version', ARGV[1], 'text', ARGV[2]) "
          + "redis.call('PEXPIRE', KEYS[1], ARGV[3])";
  private static final String UNLOCK =
      "if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end";
  private static final Duration TOMBSTONE = Duration.ofSeconds(30);
  private static final String ABSENT = "none";

  public VersionCompare(Environment env) {
    super(env);
  }

  @Override
  protected ProductList list() {
    return new UnlockedEarlyRefresh(redis, () -> table.cheapest(CHEAPEST));
  }

  @Override
  public Optional<Product> find(String id) {
    try {
      return findInRedis(id);
    } catch (JedisException silent) {
      return reads.take(() -> table.find(id));
    }
  }

  private Optional<Product> findInRedis(String id) {
    String token = UUID.randomUUID().toString();
    long patience = System.nanoTime() + LEASE.multipliedBy(2).toNanos();
    while (System.nanoTime() - patience < 0) {
      Optional<String> text = text(id);
      if (text.isPresent()) {
        return product(text.get());
      }
      if (redis.set("lock/" + id, token, SetParams.setParams().nx().px(LEASE.toMillis())) != null) {
        return load(id, token);
      }
      LockSupport.parkNanos(Duration.ofMillis(15).toNanos());
    }
    return reads.take(() -> table.find(id));
  }

  @Override
  public Product update(String id, String name, long priceCents) {
    return change(id, row -> row.update(id, name, priceCents), WritePolicy.THROUGH);
  }

  @Override
  public Product create(String id, String name, long priceCents) {
    return change(id, row -> row.insert(id, name, priceCents), WritePolicy.THROUGH);
  }

  @Override
  public Product reprice(String id, long priceCents, WritePolicy policy) {
    return change(id, row -> row.reprice(id, priceCents), policy);
  }

  private Product change(
      String id, Function<ProductTransaction, Product> statement, WritePolicy policy) {
    Product product = null;
    try (var transaction = table.begin()) {
      product = statement.apply(transaction);
      transaction.commit();
    } catch (DatabaseException e) {
      if (product != null) {
        raise(id, product.version(), "", TOMBSTONE);
      }
      throw e;
    }
    if (policy == WritePolicy.THROUGH) {
      raise(product);
    } else {
      raise(id, product.version(), "", TOMBSTONE);
    }
    return product;
  }

  protected Optional<Product> load(String id, String token) {
    try {
      Optional<String> text = text(id);
      return text.isPresent() ? product(text.get()) : fromTable(id);
    } finally {
      unlock(id, token);
    }
  }

  private Optional<Product> fromTable(String id) {
    Optional<Product> product = reads.take(() -> table.find(id));
    keep(id, product);
    return product;
  }

  /** Writes what was read over anything older; a missing row counts as older than any version. */
  protected void keep(String id, Optional<Product> product) {
    if (product.isPresent()) {
      raise(product.get());
    } else {
      raise(id, 0, ABSENT, ABSENT_TIME_TO_LIVE);
    }
  }

  /** The product or absence in the key; empty if the key has only a version. */
  protected Optional<String> text(String id) {
    return Optional.ofNullable(redis.hget("entry/" + id, "text")).filter(text -> !text.isEmpty());
  }

  protected static Optional<Product> product(String text) {
    return text.equals(ABSENT) ? Optional.empty() : Optional.of(ProductJson.decode(text));
  }

  /** Writes the product unless a newer version is stored. */
  protected void raise(Product product) {
    long jitter = ThreadLocalRandom.current().nextLong(-JITTER.toMillis(), JITTER.toMillis() + 1);
    raise(
        product.id(),
        product.version(),
        ProductJson.encode(product),
        TIME_TO_LIVE.plusMillis(jitter));
  }

  private void raise(String id, long version, String text, Duration timeToLive) {
    redis.eval(
        RAISE,
        List.of("entry/" + id),
        List.of(Long.toString(version), text, Long.toString(timeToLive.toMillis())));
  }

  protected void unlock(String id, String token) {
    redis.eval(UNLOCK, List.of("lock/" + id), List.of(token));
  }
}
