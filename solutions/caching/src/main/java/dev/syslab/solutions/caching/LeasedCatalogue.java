package dev.syslab.solutions.caching;

import dev.syslab.labs.caching.Product;
import dev.syslab.labs.caching.ProductTransaction;
import dev.syslab.labs.caching.WritePolicy;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Reference;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Cache-aside with leases, after the memcache at Facebook [1].
 *
 * <p>A caller that misses asks for the product's lease: a key that contains the caller's token,
 * that only one caller can create, and that expires by itself. The lease does two jobs. It is the
 * right to load: all other callers wait until the product appears or the lease is free again, so N
 * misses cost one load (stage 4). And it is the right to fill: the product, or the fact that there
 * is none (stage 5), is written only while the lease still contains the loader's own token, checked
 * and written in one step of the server's single thread [2]. A change deletes product and lease
 * together, so that a reader that has read the table before the commit can no longer fill (stage
 * 3). A loader that stalls until its lease has passed to another caller is refused by the same
 * comparison [3].
 *
 * <p>A change deletes after the commit, whatever the commit's outcome. If it deleted earlier, a
 * reader could refill the old row; and if the answer to COMMIT is lost, the row may be new.
 * Write-through takes the lease before the transaction, whoever holds it, and fills after the
 * commit if it still holds the lease: then no other change happened in between (stage 6).
 *
 * <p>While Redis is silent, reads query the table, a few at a time, and leave no trace (stage 8).
 *
 * <p>[1] Nishtala et al., Scaling Memcache at Facebook, NSDI 2013, section 3.2.1. [2] redis.io,
 * Scripting with Lua: atomic execution. [3] redis.io, SET: patterns, the unlock that compares the
 * token.
 */
@Reference
public class LeasedCatalogue extends LeasedCopies {
  private static final Duration PAUSE = Duration.ofMillis(20);

  public LeasedCatalogue(Environment env) {
    super(env);
  }

  @Override
  public Optional<Product> find(String id) {
    try {
      return findInRedis(id);
    } catch (JedisException silent) {
      return withoutRedis(id, silent);
    }
  }

  /** Answers from the table and caches nothing, because nobody could tell when it becomes stale. */
  protected Optional<Product> withoutRedis(String id, JedisException silent) {
    return reads.take(() -> table.find(id));
  }

  private Optional<Product> findInRedis(String id) {
    String token = UUID.randomUUID().toString();
    long patience = System.nanoTime() + LEASE.multipliedBy(2).toNanos();
    while (System.nanoTime() - patience < 0) {
      Optional<Copy> copy = copy(id);
      if (copy.isPresent()) {
        return copy.get().product();
      }
      if (lease(id, token)) {
        return load(id, token);
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
    return withoutTheRight(id);
  }

  /**
   * The caller's patience is used up: answers without filling, because no change could stop such a
   * fill.
   */
  protected Optional<Product> withoutTheRight(String id) {
    return reads.take(() -> table.find(id));
  }

  @Override
  public Product update(String id, String name, long priceCents) {
    return change(id, transaction -> transaction.update(id, name, priceCents));
  }

  @Override
  public Product create(String id, String name, long priceCents) {
    return change(id, transaction -> transaction.insert(id, name, priceCents));
  }

  @Override
  public Product reprice(String id, long priceCents, WritePolicy policy) {
    if (policy == WritePolicy.AROUND) {
      return change(id, transaction -> transaction.reprice(id, priceCents));
    }
    String token = UUID.randomUUID().toString();
    redis.psetex(leaseKey(id), LEASE.toMillis(), token);
    boolean filled = false;
    try {
      Product product = commit(transaction -> transaction.reprice(id, priceCents));
      filled = fill(id, Optional.of(product), token);
      release(id, token);
      return product;
    } finally {
      if (!filled) {
        invalidate(id);
      }
    }
  }

  /** Changes the table, and then invalidates the product and any right to fill it. */
  protected Product change(String id, Function<ProductTransaction, Product> statement) {
    try {
      return commit(statement);
    } finally {
      invalidate(id);
    }
  }

  protected Product commit(Function<ProductTransaction, Product> statement) {
    try (var transaction = table.begin()) {
      Product product = statement.apply(transaction);
      transaction.commit();
      return product;
    }
  }

  /** Loads and fills as the lease's holder. */
  protected Optional<Product> load(String id, String token) {
    boolean silent = false;
    try {
      // Between our miss and our lease, the previous holder may have filled.
      Optional<Copy> copy = copy(id);
      if (copy.isPresent()) {
        return copy.get().product();
      }
      Optional<Product> product = reads.take(() -> table.find(id));
      fill(id, product, token);
      return product;
    } catch (JedisException e) {
      // The lease expires by itself; releasing it now would mean waiting a second time.
      silent = true;
      throw e;
    } finally {
      if (!silent) {
        release(id, token);
      }
    }
  }
}
