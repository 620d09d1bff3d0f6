package dev.syslab.solutions.caching.bench;

import dev.syslab.labs.caching.Catalogue;
import dev.syslab.labs.caching.Product;
import dev.syslab.labs.caching.ProductJson;
import dev.syslab.labs.caching.ProductTable;
import dev.syslab.subject.Environment;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import org.redisson.Redisson;
import org.redisson.api.RMapCache;
import org.redisson.client.codec.StringCodec;
import org.redisson.config.Config;

/**
 * Cache-aside as one writes it with Redisson: a map whose entries expire, and its lock of a key
 * around each load and each change, so that no loader puts in what a change has made old. The texts
 * are the reference's.
 */
final class RedissonCatalogue implements Level.Server {
  static final String NAME = "Redisson";

  private final RMapCache<String, String> products;
  private final ProductTable table;

  RedissonCatalogue(Environment environment) {
    Config config = new Config();
    config
        .useSingleServer()
        .setAddress("redis://" + environment.redis().getAuthority())
        .setDatabase(Integer.parseInt(environment.redis().getPath().substring(1)));
    this.products = Redisson.create(config).getMapCache("products", StringCodec.INSTANCE);
    this.table = new ProductTable(environment);
  }

  @Override
  public Optional<Product> find(String id) {
    String text = products.get(id);
    return text == null ? load(id) : Optional.of(ProductJson.decode(text));
  }

  private Optional<Product> load(String id) {
    Lock lock = products.getLock(id);
    lock.lock();
    try {
      String text = products.get(id);
      if (text != null) {
        return Optional.of(ProductJson.decode(text));
      }
      Optional<Product> product = table.find(id);
      long millis = Catalogue.TIME_TO_LIVE.toMillis();
      product.ifPresent(
          found -> products.fastPut(id, ProductJson.encode(found), millis, TimeUnit.MILLISECONDS));
      return product;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Product update(String id, String name, long priceCents) {
    Lock lock = products.getLock(id);
    lock.lock();
    try (var transaction = table.begin()) {
      Product product = transaction.update(id, name, priceCents);
      transaction.commit();
      return product;
    } finally {
      products.fastRemove(id);
      lock.unlock();
    }
  }
}
