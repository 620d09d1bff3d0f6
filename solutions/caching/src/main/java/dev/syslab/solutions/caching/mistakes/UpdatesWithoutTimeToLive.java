package dev.syslab.solutions.caching.mistakes;

import dev.syslab.labs.caching.Product;
import dev.syslab.labs.caching.ProductJson;
import dev.syslab.solutions.caching.LeasedCatalogue;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 2,
    summary = "puts the new product into Redis without a time to live",
    killedBy = "an_update_leaves_no_key_for_ever",
    hint = "time-to-live")
public final class UpdatesWithoutTimeToLive extends LeasedCatalogue {
  public UpdatesWithoutTimeToLive(Environment env) {
    super(env);
  }

  @Override
  public Product update(String id, String name, long priceCents) {
    Product product = super.update(id, name, priceCents);
    redis.set(valueKey(id), ProductJson.encode(product));
    return product;
  }
}
