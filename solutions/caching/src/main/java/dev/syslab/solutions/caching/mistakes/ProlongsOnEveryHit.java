package dev.syslab.solutions.caching.mistakes;

import dev.syslab.labs.caching.Product;
import dev.syslab.labs.caching.ProductJson;
import dev.syslab.solutions.caching.LeasedCatalogue;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.Optional;
import redis.clients.jedis.params.GetExParams;

@Mistake(
    stage = 1,
    summary = "GETEX: every hit prolongs the product's time to live, so a popular one never goes",
    killedBy = "every_key_goes_by_itself",
    hint = "time-to-live")
public final class ProlongsOnEveryHit extends LeasedCatalogue {
  public ProlongsOnEveryHit(Environment env) {
    super(env);
  }

  @Override
  protected Optional<Product> cached(String id) {
    GetExParams prolong = GetExParams.getExParams().px(timeToLive().toMillis());
    return Optional.ofNullable(redis.getEx(valueKey(id), prolong)).map(ProductJson::decode);
  }
}
