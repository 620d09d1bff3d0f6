package dev.syslab.labs.caching;

import dev.syslab.subject.Environment;
import dev.syslab.subject.NotImplemented;
import java.util.List;
import java.util.Optional;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.UnifiedJedis;

/** Your catalogue. A TODO's number is its stage; the README explains each. */
public final class MyCatalogue implements Catalogue {
  private final UnifiedJedis redis;
  private final ProductTable table;

  public MyCatalogue(Environment env) {
    this.redis = RedisClient.create(env.redis()); // TODO 8: do not wait for a silent server
    this.table = new ProductTable(env);
  }

  @Override // TODO 1; 3: no fill after an update; 4: single flight; 5: absences; 8: silent Redis
  public Optional<Product> find(String id) {
    throw new NotImplemented(
        1, "answer from Redis; on a miss, load the product and cache it there");
  }

  @Override // TODO 2; then 3: invalidate the reads of callers that are still loading
  public Product update(String id, String name, long priceCents) {
    throw new NotImplemented(2, "change the row in a transaction, and invalidate Redis");
  }

  @Override // TODO 5
  public Product create(String id, String name, long priceCents) {
    throw new NotImplemented(5, "cache absent products in find, and invalidate them in create");
  }

  @Override // TODO 6
  public Product reprice(String id, long priceCents, WritePolicy policy) {
    throw new NotImplemented(6, "change the price, and leave Redis as the policy specifies");
  }

  @Override // TODO 6
  public void view(String id) {
    throw new NotImplemented(6, "count the view in Redis, and write it to PostgreSQL later");
  }

  @Override // TODO 7
  public List<Product> cheapest() {
    throw new NotImplemented(7, "keep the list in Redis, and recompute it before it expires");
  }

  @Override // TODO 9
  public Optional<Product> browse(String id) {
    throw new NotImplemented(9, "answer from this process's memory, never older than BROWSE_LAG");
  }

  @Override // TODO 9
  public List<Boolean> replay(Eviction eviction, int capacity, List<String> keys) {
    throw new NotImplemented(9, "evict by FIFO, LRU and LFU, and return which reads were hits");
  }
}
