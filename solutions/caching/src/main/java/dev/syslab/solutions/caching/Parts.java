package dev.syslab.solutions.caching;

import dev.syslab.labs.caching.Catalogue;
import dev.syslab.labs.caching.Eviction;
import dev.syslab.labs.caching.Product;
import dev.syslab.labs.caching.ProductTable;
import dev.syslab.labs.caching.ViewTable;
import dev.syslab.subject.Environment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import redis.clients.jedis.UnifiedJedis;

/**
 * What every solution of the lab has in addition to its way of keeping products in Redis: one part
 * for each of the later stages. A solution that does one of them differently replaces that part.
 */
public abstract class Parts implements Catalogue, AutoCloseable {
  protected final UnifiedJedis redis;
  protected final ProductTable table;
  protected final ReadGate reads =
      new ReadGate(READS_AT_ONCE, PATIENCE.minus(Connections.TIMEOUT).minus(Connections.MOST_WAIT));
  private final ViewBuffer views;
  private final ProductList cheapest;
  private final NearCache near;

  protected Parts(Environment env) {
    this.redis = connect(env);
    this.table = new ProductTable(env);
    this.views = views(new ViewTable(table));
    this.cheapest = list();
    this.near = near();
  }

  protected UnifiedJedis connect(Environment env) {
    return Connections.open(env.redis());
  }

  protected ViewBuffer views(ViewTable viewTable) {
    return new BatchedViews(redis, viewTable);
  }

  protected ProductList list() {
    return new EarlyRefresh(redis, () -> table.cheapest(CHEAPEST));
  }

  protected NearCache near() {
    return new NearCache(this::find);
  }

  protected LocalLevel<Boolean> level(Eviction eviction, int capacity) {
    return LocalLevel.of(eviction, capacity);
  }

  @Override
  public void view(String id) {
    views.add(id);
  }

  @Override
  public List<Product> cheapest() {
    return cheapest.get();
  }

  @Override
  public Optional<Product> browse(String id) {
    return near.get(id);
  }

  @Override
  public List<Boolean> replay(Eviction eviction, int capacity, List<String> keys) {
    LocalLevel<Boolean> level = level(eviction, capacity);
    List<Boolean> hits = new ArrayList<>();
    for (String key : keys) {
      boolean hit = level.get(key).isPresent();
      hits.add(hit);
      if (!hit) {
        level.put(key, true);
      }
    }
    return hits;
  }

  @Override
  public void close() {
    views.close();
    redis.close();
    table.close();
  }
}
