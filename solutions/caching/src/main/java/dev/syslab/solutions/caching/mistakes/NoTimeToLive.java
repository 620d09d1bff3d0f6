package dev.syslab.solutions.caching.mistakes;

import dev.syslab.labs.caching.Product;
import dev.syslab.labs.caching.ProductJson;
import dev.syslab.solutions.caching.LeasedCatalogue;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 1,
    summary = "what is loaded stays in Redis for ever",
    killedBy = "every_key_goes_by_itself",
    hint = "time-to-live")
public final class NoTimeToLive extends LeasedCatalogue {
  public NoTimeToLive(Environment env) {
    super(env);
  }

  @Override
  protected void fill(Product product, String token) {
    if (token.equals(redis.get(leaseKey(product.id())))) {
      redis.set(valueKey(product.id()), ProductJson.encode(product));
    }
  }
}
