package dev.syslab.solutions.caching.mistakes;

import dev.syslab.labs.caching.Product;
import dev.syslab.labs.caching.ProductJson;
import dev.syslab.solutions.caching.LeasedCatalogue;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.Optional;

@Mistake(
    stage = 4,
    summary = "a caller whose patience is used up loads without the right, and fills anyway",
    killedBy = "a_caller_without_patience_brings_no_old_product_back",
    hint = "patience")
public final class FillsWithoutTheRight extends LeasedCatalogue {
  public FillsWithoutTheRight(Environment env) {
    super(env);
  }

  @Override
  protected Optional<Product> withoutTheRight(String id) {
    Optional<Product> product = super.withoutTheRight(id);
    product.ifPresent(
        read -> redis.psetex(valueKey(id), timeToLive().toMillis(), ProductJson.encode(read)));
    return product;
  }
}
