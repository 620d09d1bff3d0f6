package dev.syslab.solutions.caching.mistakes;

import dev.syslab.labs.caching.Product;
import dev.syslab.labs.caching.ProductJson;
import dev.syslab.solutions.caching.LeasedCatalogue;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.Optional;

@Mistake(
    stage = 3,
    summary =
        "WATCHes the product: deleting a key that is not there changes nothing that WATCH sees",
    killedBy = "an_overtaken_reader_does_not_bring_the_old_product_back",
    hint = "stale-set")
public final class WatchesTheValue extends LeasedCatalogue {
  public WatchesTheValue(Environment env) {
    super(env);
  }

  @Override
  protected Optional<Product> load(String id, String token) {
    try (var transaction = redis.transaction(false)) {
      transaction.watch(valueKey(id));
      Optional<Product> product = table.find(id);
      transaction.multi();
      product.ifPresent(
          loaded ->
              transaction.psetex(
                  valueKey(id), timeToLive().toMillis(), ProductJson.encode(loaded)));
      transaction.exec();
      return product;
    } finally {
      release(id, token);
    }
  }
}
