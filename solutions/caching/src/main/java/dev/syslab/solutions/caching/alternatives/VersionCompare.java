package dev.syslab.solutions.caching.alternatives;

import dev.syslab.labs.caching.Catalogue;
import dev.syslab.labs.caching.DatabaseException;
import dev.syslab.labs.caching.Product;
import dev.syslab.labs.caching.ProductJson;
import dev.syslab.labs.caching.ProductTable;
import dev.syslab.subject.Alternative;
import dev.syslab.subject.Environment;
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
 * Write-through, ordered by the version that the database counts. Each key is a hash of a version
 * and the product's text; nothing ever deletes it, so an older version always meets a newer one and
 * loses. A lock in Redis only saves loads; that no old product stays does not rest on it.
 *
 * <p>When the answer to COMMIT is lost, the key is raised to the new version without a text:
 * readers load again, and whatever is older than the update can no longer go in. If the transaction
 * was rolled back after all, the row stays uncached until that tombstone expires.
 */
@Alternative(
    summary = "write-through; a script lets a product into Redis only over an older version")
public class VersionCompare implements Catalogue, AutoCloseable {
  private static final String RAISE =
      "local held = redis.call('HGET', KEYS[1], 'version') "
          + "if held and tonumber(held) > tonumber(ARGV[1]) then return end "
          + "redis.call('DEL', KEYS[1]) "
          + "redis.call('HSET', KEYS[1], 'version', ARGV[1], 'text', ARGV[2]) "
          + "redis.call('PEXPIRE', KEYS[1], ARGV[3])";
  private static final String UNLOCK =
      "if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end";
  private static final Duration TOMBSTONE = Duration.ofSeconds(30);

  protected final UnifiedJedis redis;
  protected final ProductTable table;

  public VersionCompare(Environment env) {
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
      if (redis.set("lock/" + id, token, SetParams.setParams().nx().px(LEASE.toMillis())) != null) {
        return load(id, token);
      }
      LockSupport.parkNanos(Duration.ofMillis(15).toNanos());
    }
    return table.find(id);
  }

  @Override
  public Product update(String id, String name, long priceCents) {
    Product product = null;
    try (var transaction = table.begin()) {
      product = transaction.update(id, name, priceCents);
      transaction.commit();
    } catch (DatabaseException e) {
      if (product != null) {
        raise(id, product.version(), "", TOMBSTONE);
      }
      throw e;
    }
    raise(product);
    return product;
  }

  protected Optional<Product> load(String id, String token) {
    try {
      Optional<Product> product = cached(id).or(() -> table.find(id));
      product.ifPresent(this::raise);
      return product;
    } finally {
      unlock(id, token);
    }
  }

  protected Optional<Product> cached(String id) {
    return Optional.ofNullable(redis.hget("entry/" + id, "text"))
        .filter(text -> !text.isEmpty())
        .map(ProductJson::decode);
  }

  /** Writes the product unless a newer version is there. */
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

  @Override
  public void close() {
    redis.close();
    table.close();
  }
}
