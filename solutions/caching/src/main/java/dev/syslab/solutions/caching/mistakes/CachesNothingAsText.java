package dev.syslab.solutions.caching.mistakes;

import dev.syslab.labs.caching.Product;
import dev.syslab.solutions.caching.LeasedCatalogue;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.Optional;

@Mistake(
    stage = 1,
    summary = "writes an empty text for an absent product, which the next read takes for a product",
    killedBy = "an_unknown_product_is_empty",
    hint = "absent-product")
public final class CachesNothingAsText extends LeasedCatalogue {
  public CachesNothingAsText(Environment env) {
    super(env);
  }

  @Override
  public Optional<Product> find(String id) {
    Optional<Product> found = super.find(id);
    if (found.isEmpty()) {
      redis.psetex(valueKey(id), timeToLive().toMillis(), String.valueOf((Object) null));
    }
    return found;
  }
}
