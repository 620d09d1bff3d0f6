package dev.syslab.solutions.caching.mistakes;

import dev.syslab.labs.caching.Product;
import dev.syslab.labs.caching.WritePolicy;
import dev.syslab.solutions.caching.LeasedCatalogue;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 6,
    summary = "a write-through that deletes: safe, but the next reader has to load",
    killedBy = "a_write_through_leaves_the_new_product_in_redis",
    hint = "write-through")
public final class ThroughOnlyInvalidates extends LeasedCatalogue {
  public ThroughOnlyInvalidates(Environment env) {
    super(env);
  }

  @Override
  public Product reprice(String id, long priceCents, WritePolicy policy) {
    return super.reprice(id, priceCents, WritePolicy.AROUND);
  }
}
