package dev.syslab.solutions.caching.alternatives;

import dev.syslab.labs.caching.Product;
import dev.syslab.labs.caching.ProductJson;
import dev.syslab.labs.caching.ProductTransaction;
import dev.syslab.labs.caching.WritePolicy;
import dev.syslab.solutions.caching.Packed;
import dev.syslab.solutions.caching.Parts;
import dev.syslab.solutions.caching.ProductList;
import dev.syslab.subject.Alternative;
import dev.syslab.subject.Environment;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import redis.clients.jedis.AbstractTransaction;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.params.SetParams;

/**
 * Optimistic, without a script: every update gives the product a new generation, a separate key
 * that exists only to be watched. A loader WATCHes the generation and the turn before it reads the
 * table, so its MULTI/EXEC is refused if either has changed since. The turn decides which caller
 * loads; it ends with the EXEC that writes the product, or expires. Keys and texts are compressed.
 */
@Alternative(summary = "optimistic: WATCH on a generation that updates change, MULTI/EXEC to fill")
public class GenerationWatch extends Parts {
  private static final String ABSENT = "-";

  public GenerationWatch(Environment env) {
    super(env);
  }

  @Override
  protected ProductList list() {
    return new BackgroundRefresh(redis, () -> table.cheapest(CHEAPEST));
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
    long patience = System.nanoTime() + LEASE.multipliedBy(2).toNanos();
    while (System.nanoTime() - patience < 0) {
      String text = redis.get(key(id, "text"));
      if (text != null) {
        return product(text);
      }
      SetParams free = SetParams.setParams().nx().px(LEASE.toMillis());
      if (redis.set(key(id, "turn"), "taken", free) != null) {
        return load(id);
      }
      LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
    }
    return reads.take(() -> table.find(id));
  }

  private Optional<Product> load(String id) {
    try (AbstractTransaction transaction = redis.transaction(false)) {
      transaction.watch(key(id, "generation"), key(id, "turn"));
      Optional<Optional<Product>> loaded = Optional.empty();
      try {
        String text = redis.get(key(id, "text"));
        if (text != null) {
          return product(text);
        }
        loaded = Optional.of(reads.take(() -> table.find(id)));
        return loaded.get();
      } finally {
        // After a failure, too, the turn is released, unless it has passed to another caller.
        transaction.multi();
        loaded.ifPresent(product -> put(transaction, id, product));
        transaction.del(key(id, "turn"));
        transaction.exec();
      }
    }
  }

  private static String key(String id, String what) {
    return Packed.pack(id) + ":" + what;
  }

  private static Optional<Product> product(String text) {
    return text.equals(ABSENT)
        ? Optional.empty()
        : Optional.of(ProductJson.decode(Packed.unpack(text)));
  }

  private static void put(AbstractTransaction transaction, String id, Optional<Product> product) {
    long jitter = ThreadLocalRandom.current().nextLong(-JITTER.toMillis(), JITTER.toMillis() + 1);
    Duration stay = product.isPresent() ? TIME_TO_LIVE.plusMillis(jitter) : ABSENT_TIME_TO_LIVE;
    transaction.psetex(
        key(id, "text"),
        stay.toMillis(),
        product.map(ProductJson::encode).map(Packed::pack).orElse(ABSENT));
  }

  @Override
  public Product update(String id, String name, long priceCents) {
    return change(id, row -> row.update(id, name, priceCents));
  }

  @Override
  public Product create(String id, String name, long priceCents) {
    return change(id, row -> row.insert(id, name, priceCents));
  }

  @Override
  public Product reprice(String id, long priceCents, WritePolicy policy) {
    Function<ProductTransaction, Product> statement = row -> row.reprice(id, priceCents);
    return policy == WritePolicy.AROUND ? change(id, statement) : through(id, statement);
  }

  private Product change(String id, Function<ProductTransaction, Product> statement) {
    try {
      return commit(statement);
    } finally {
      invalidate(id);
    }
  }

  /** Writes the new product unless another change has happened since before the transaction. */
  private Product through(String id, Function<ProductTransaction, Product> statement) {
    boolean begun = false;
    boolean written = false;
    try (AbstractTransaction transaction = redis.transaction(false)) {
      transaction.watch(key(id, "generation"));
      begun = true;
      Optional<Product> product = Optional.of(commit(statement));
      transaction.multi();
      nextGeneration(transaction, id);
      put(transaction, id, product);
      written = transaction.exec() != null;
      return product.get();
    } finally {
      if (begun && !written) {
        invalidate(id);
      }
    }
  }

  private Product commit(Function<ProductTransaction, Product> statement) {
    try (var transaction = table.begin()) {
      Product product = statement.apply(transaction);
      transaction.commit();
      return product;
    }
  }

  private void invalidate(String id) {
    try (AbstractTransaction transaction = redis.multi()) {
      nextGeneration(transaction, id);
      transaction.del(key(id, "text"), key(id, "turn"));
      transaction.exec();
    }
  }

  private static void nextGeneration(AbstractTransaction transaction, String id) {
    transaction.incr(key(id, "generation"));
    transaction.pexpire(key(id, "generation"), TIME_TO_LIVE.toMillis());
  }
}
