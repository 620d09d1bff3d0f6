package dev.syslab.solutions.caching.mistakes;

import dev.syslab.labs.caching.Product;
import dev.syslab.labs.caching.ProductJson;
import dev.syslab.solutions.caching.LeasedCatalogue;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 1,
    summary = "SET, then EXPIRE: a process that dies between them leaves a key for ever",
    killedBy = "no_key_is_without_a_time_to_live_at_any_moment",
    hint = "set-and-expire-at-once")
public final class SetThenExpire extends LeasedCatalogue {
  public SetThenExpire(Environment env) {
    super(env);
  }

  @Override
  protected void fill(Product product, String token) {
    if (token.equals(redis.get(leaseKey(product.id())))) {
      redis.set(valueKey(product.id()), ProductJson.encode(product));
      redis.pexpire(valueKey(product.id()), timeToLive().toMillis());
    }
  }
}
