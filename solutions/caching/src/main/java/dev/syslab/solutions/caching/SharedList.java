package dev.syslab.solutions.caching;

import dev.syslab.labs.caching.Catalogue;
import dev.syslab.labs.caching.Product;
import dev.syslab.labs.caching.ProductJson;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.params.SetParams;

/**
 * The list in Redis: how it is stored and computed. Subclasses decide when to recompute it before
 * it expires.
 *
 * <p>Its time to live counts from the moment at which the computation began, because the list shows
 * the database as of then, however long the answer took, and however long the list takes to reach
 * Redis. So Redis is not told for how long the list may stay, but until when, by its own clock.
 */
public abstract class SharedList implements ProductList {
  protected static final String KEY = "cheapest";
  private static final String LEASE_KEY = "cheapest:lease";
  private static final String READ =
      "return {redis.call('GET', KEYS[1]), redis.call('PTTL', KEYS[1])}";
  private static final String RELEASE =
      "if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end";
  private static final String NOW =
      "local now = redis.call('TIME') return now[1] * 1000 + math.floor(now[2] / 1000)";
  private static final Duration PAUSE = Duration.ofMillis(20);

  protected final UnifiedJedis redis;
  private final Supplier<List<Product>> table;

  protected SharedList(UnifiedJedis redis, Supplier<List<Product>> table) {
    this.redis = redis;
    this.table = table;
  }

  /**
   * The entry in Redis.
   *
   * @param computing how long the list took to compute
   * @param left how long it may still be returned
   */
  public record Held(List<Product> products, Duration computing, Duration left) {}

  @Override
  public List<Product> get() {
    long patience = System.nanoTime() + Catalogue.LEASE.multipliedBy(2).toNanos();
    while (System.nanoTime() - patience < 0) {
      Optional<Held> held = held();
      if (held.isPresent()) {
        return show(held.get());
      }
      Optional<String> lease = lease();
      if (lease.isPresent()) {
        return computeAsHolder(lease.get());
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
    return compute();
  }

  /** Returns the existing list; may recompute it first, for the benefit of later callers. */
  protected abstract List<Product> show(Held held);

  protected Optional<Held> held() {
    List<?> read = (List<?>) redis.eval(READ, List.of(KEY), List.of());
    if (read.get(0) == null) {
      return Optional.empty();
    }
    return Optional.of(held((String) read.get(0), Duration.ofMillis((Long) read.get(1))));
  }

  protected Held held(String text, Duration left) {
    List<String> lines = text.lines().toList();
    Duration computing = Duration.ofMillis(Long.parseLong(lines.get(0)));
    return new Held(lines.stream().skip(1).map(ProductJson::decode).toList(), computing, left);
  }

  /** Computes, and releases the right to compute. */
  protected List<Product> computeAsHolder(String lease) {
    try {
      return compute();
    } finally {
      redis.eval(RELEASE, List.of(LEASE_KEY), List.of(lease));
    }
  }

  protected List<Product> compute() {
    long tooOld = now() + Catalogue.LIST_TIME_TO_LIVE.toMillis();
    long began = System.nanoTime();
    List<Product> products = table.get();
    keep(products, Duration.ofNanos(System.nanoTime() - began), tooOld);
    return products;
  }

  /**
   * @param tooOld the moment from which the list must no longer be returned, by the clock of {@link
   *     #now}
   */
  protected void keep(List<Product> products, Duration computing, long tooOld) {
    redis.set(KEY, text(products, computing), SetParams.setParams().pxAt(tooOld));
  }

  protected String text(List<Product> products, Duration computing) {
    String lines = products.stream().map(ProductJson::encode).collect(Collectors.joining("\n"));
    return computing.toMillis() + "\n" + lines;
  }

  /** Milliseconds by the clock of Redis, which all servers share. */
  protected long now() {
    return (Long) redis.eval(NOW);
  }

  /** Takes the right to compute for all servers, if nobody holds it. */
  protected Optional<String> lease() {
    String token = UUID.randomUUID().toString();
    SetParams free = SetParams.setParams().nx().px(Catalogue.LEASE.toMillis());
    return Optional.ofNullable(redis.set(LEASE_KEY, token, free)).map(ok -> token);
  }
}
