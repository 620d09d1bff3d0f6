package dev.syslab.solutions.caching.mistakes;

import dev.syslab.labs.caching.Product;
import dev.syslab.solutions.caching.LeasedCatalogue;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.Optional;

@Mistake(
    stage = 5,
    summary = "caches products only: each read of a missing product queries the database",
    killedBy = "an_absent_product_is_looked_for_once",
    hint = "cached-absence")
public final class NullIsAMiss extends LeasedCatalogue {
  public NullIsAMiss(Environment env) {
    super(env);
  }

  @Override
  protected boolean fill(String id, Optional<Product> product, String token) {
    return product.isPresent() && super.fill(id, product, token);
  }
}
