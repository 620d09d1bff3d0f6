package dev.syslab.solutions.caching;

import dev.syslab.labs.caching.Product;
import dev.syslab.labs.caching.ProductJson;
import dev.syslab.subject.Environment;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import redis.clients.jedis.params.SetParams;

/**
 * Products in Redis, and the leases that decide which caller may put them there. The text of a
 * product that does not exist is empty.
 */
public abstract class LeasedCopies extends Parts {
  private static final String ABSENT = "";
  private static final String FILL =
      "if redis.call('GET', KEYS[1]) == ARGV[1] then "
          + "redis.call('SET', KEYS[2], ARGV[2], 'PX', ARGV[3]) return 1 end return 0";
  private static final String RELEASE =
      "if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end";

  protected LeasedCopies(Environment env) {
    super(env);
  }

  /** What Redis knows about a product: its state, or that there is none. */
  public record Copy(Optional<Product> product) {}

  /** What Redis knows about the product; empty if it knows nothing. */
  protected Optional<Copy> copy(String id) {
    String text = text(id);
    if (text == null) {
      return Optional.empty();
    }
    return Optional.of(
        new Copy(text.equals(ABSENT) ? Optional.empty() : Optional.of(ProductJson.decode(text))));
  }

  /** The value of the product's key; null if it does not exist. */
  protected String text(String id) {
    return redis.get(valueKey(id));
  }

  /** Takes the product's lease if it is free. */
  protected boolean lease(String id, String token) {
    return redis.set(leaseKey(id), token, SetParams.setParams().nx().px(LEASE.toMillis())) != null;
  }

  /** Writes the table's answer if the lease is still ours, and returns whether it was. */
  protected boolean fill(String id, Optional<Product> product, String token) {
    Duration stay = product.isPresent() ? timeToLive() : ABSENT_TIME_TO_LIVE;
    return put(id, product.map(ProductJson::encode).orElse(ABSENT), stay, token);
  }

  protected boolean put(String id, String text, Duration stay, String token) {
    List<String> keys = List.of(leaseKey(id), valueKey(id));
    List<String> values = List.of(token, text, Long.toString(stay.toMillis()));
    return Long.valueOf(1).equals(redis.eval(FILL, keys, values));
  }

  /** Releases the lease if it is still ours. */
  protected void release(String id, String token) {
    redis.eval(RELEASE, List.of(leaseKey(id)), List.of(token));
  }

  /** A single command, so that no fill can happen between the two deletes. */
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
}
