package dev.syslab.solutions.caching.alternatives;

import dev.syslab.labs.caching.Product;
import dev.syslab.labs.caching.ProductTransaction;
import dev.syslab.labs.caching.ViewTable;
import dev.syslab.labs.caching.WritePolicy;
import dev.syslab.solutions.caching.Parts;
import dev.syslab.solutions.caching.ProductList;
import dev.syslab.solutions.caching.ViewBuffer;
import dev.syslab.subject.Alternative;
import dev.syslab.subject.Environment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.params.SetParams;

/**
 * Pessimistic: a caller that loads or updates a product holds its lock for that time, and writes to
 * Redis before releasing it. A writer therefore waits for a reader that is loading, at most until
 * that reader's lock expires. If a lock has expired while its holder was slow, the holder notices
 * when it wants to write: a script compares the token. A reader then drops what it has read, and a
 * writer deletes, which is correct in any order.
 */
@Alternative(summary = "write-through; readers that load and writers take one lock per product")
public class LockedWriteThrough extends Parts {
  private static final String PUBLISH =
      "if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end "
          + "redis.call('DEL', KEYS[2]) "
          + "redis.call('HSET', KEYS[2], unpack(ARGV, 3)) "
          + "redis.call('PEXPIRE', KEYS[2], ARGV[2]) "
          + "redis.call('DEL', KEYS[1]) "
          + "return 1";
  private static final String UNLOCK =
      "if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end";

  private static final String ABSENT = "absent";
  private static final Duration PAUSE = Duration.ofMillis(20);

  public LockedWriteThrough(Environment env) {
    super(env);
  }

  @Override
  protected ViewBuffer views(ViewTable viewTable) {
    return new StreamedViews(redis, viewTable);
  }

  @Override
  protected ProductList list() {
    return new LockedRefresh(redis, () -> table.cheapest(CHEAPEST));
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
      Map<String, String> entry = redis.hgetAll("product|" + id);
      if (!entry.isEmpty()) {
        return product(id, entry);
      }
      if (lock(id, token)) {
        return load(id, token);
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
    return reads.take(() -> table.find(id));
  }

  private Optional<Product> load(String id, String token) {
    try {
      Map<String, String> entry = redis.hgetAll("product|" + id);
      if (!entry.isEmpty()) {
        return product(id, entry);
      }
      Optional<Product> product = reads.take(() -> table.find(id));
      publish(id, product, token);
      return product;
    } finally {
      redis.eval(UNLOCK, List.of("lock|" + id), List.of(token));
    }
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
    String token = UUID.randomUUID().toString();
    while (!lock(id, token)) {
      LockSupport.parkNanos(PAUSE.toNanos());
    }
    boolean published = false;
    try {
      Product product;
      try (var transaction = table.begin()) {
        product = statement.apply(transaction);
        transaction.commit();
      }
      published = policy == WritePolicy.THROUGH && publish(id, Optional.of(product), token);
      return product;
    } finally {
      if (!published) {
        // The policy is write-around, the lock has passed to another caller, or the commit's
        // outcome is unknown: no caller may cache what it has read.
        redis.del("product|" + id, "lock|" + id);
      }
    }
  }

  private static Optional<Product> product(String id, Map<String, String> entry) {
    return entry.containsKey(ABSENT)
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

  /** Writes the table's answer and releases the lock, if it is still ours. */
  private boolean publish(String id, Optional<Product> product, String token) {
    long jitter = ThreadLocalRandom.current().nextLong(-JITTER.toMillis(), JITTER.toMillis() + 1);
    Duration stay = product.isPresent() ? TIME_TO_LIVE.plusMillis(jitter) : ABSENT_TIME_TO_LIVE;
    List<String> values = new ArrayList<>(List.of(token, Long.toString(stay.toMillis())));
    values.addAll(product.map(LockedWriteThrough::fields).orElse(List.of(ABSENT, "")));
    Object done = redis.eval(PUBLISH, List.of("lock|" + id, "product|" + id), values);
    return Long.valueOf(1).equals(done);
  }

  private static List<String> fields(Product product) {
    String price = Long.toString(product.priceCents());
    String version = Long.toString(product.version());
    return List.of("name", product.name(), "price", price, "version", version);
  }
}
