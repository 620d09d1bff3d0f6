package dev.syslab.labs.caching;

import dev.syslab.subject.Environment;
import dev.syslab.subject.NotImplemented;
import java.util.Optional;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.UnifiedJedis;

/** Your catalogue. Each stage's section in the README says what its TODO is about. */
public final class MyCatalogue implements Catalogue, AutoCloseable {
  private final UnifiedJedis redis;
  private final ProductTable table;

  public MyCatalogue(Environment env) {
    this.redis = RedisClient.create(env.redis());
    this.table = new ProductTable(env);
  }

  /**
   * TODO 1: look in Redis; on a miss read the table, and put what you found into Redis with a time
   * to live.
   *
   * <p>TODO 3: put it there only if no update has come between your look at the table and now.
   *
   * <p>TODO 4: when many callers miss the same product at once, let one of them load it for all.
   */
  @Override
  public Optional<Product> find(String id) {
    throw new NotImplemented(
        1, "answer from Redis; on a miss load the product and keep it in Redis");
  }

  /**
   * TODO 2: change the row in a transaction, and make sure that nobody finds the old one in Redis
   * afterwards.
   *
   * <p>TODO 3: tell those who are loading this product that what they have read is old.
   */
  @Override
  public Product update(String id, String name, long priceCents) {
    throw new NotImplemented(2, "change the row in a transaction, and keep Redis honest");
  }

  /** Called when the process ends in order. */
  @Override
  public void close() {
    redis.close();
    table.close();
  }
}
