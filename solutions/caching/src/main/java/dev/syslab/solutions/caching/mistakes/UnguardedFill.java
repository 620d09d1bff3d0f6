package dev.syslab.solutions.caching.mistakes;

import dev.syslab.labs.caching.Product;
import dev.syslab.labs.caching.ProductJson;
import dev.syslab.solutions.caching.LeasedCatalogue;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 3,
    summary = "writes what it has read, whatever has happened since",
    killedBy = "an_overtaken_reader_does_not_bring_the_old_product_back",
    hint = "stale-set")
public class UnguardedFill extends LeasedCatalogue {
  public UnguardedFill(Environment env) {
    super(env);
  }

  @Override
  protected void fill(Product product, String token) {
    redis.psetex(valueKey(product.id()), timeToLive().toMillis(), ProductJson.encode(product));
  }
}
