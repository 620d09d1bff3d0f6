package dev.syslab.solutions.caching.mistakes;

import dev.syslab.labs.caching.Product;
import dev.syslab.labs.caching.ProductJson;
import dev.syslab.solutions.caching.LeasedCatalogue;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import redis.clients.jedis.params.SetParams;

@Mistake(
    stage = 3,
    summary =
        "writes where nothing is: after an invalidation that is so, and the old product goes in",
    killedBy = "an_overtaken_reader_does_not_bring_the_old_product_back",
    hint = "stale-set")
public final class FillsIfAbsent extends LeasedCatalogue {
  public FillsIfAbsent(Environment env) {
    super(env);
  }

  @Override
  protected void fill(Product product, String token) {
    SetParams ifAbsent = SetParams.setParams().nx().px(timeToLive().toMillis());
    redis.set(valueKey(product.id()), ProductJson.encode(product), ifAbsent);
  }
}
