package dev.syslab.solutions.caching.mistakes;

import dev.syslab.labs.caching.Product;
import dev.syslab.labs.caching.ProductJson;
import dev.syslab.solutions.caching.LeasedCatalogue;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 3,
    summary =
        "puts its own product into Redis after the commit: a slow writer overwrites a newer one",
    killedBy = "an_older_update_does_not_overwrite_a_newer_one",
    hint = "older-write")
public final class WritesThroughUnguarded extends LeasedCatalogue {
  public WritesThroughUnguarded(Environment env) {
    super(env);
  }

  @Override
  public Product update(String id, String name, long priceCents) {
    Product product = super.update(id, name, priceCents);
    redis.psetex(valueKey(id), timeToLive().toMillis(), ProductJson.encode(product));
    return product;
  }
}
