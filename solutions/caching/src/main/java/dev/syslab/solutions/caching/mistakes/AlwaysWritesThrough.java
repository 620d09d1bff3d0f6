package dev.syslab.solutions.caching.mistakes;

import dev.syslab.labs.caching.Product;
import dev.syslab.labs.caching.WritePolicy;
import dev.syslab.solutions.caching.LeasedCatalogue;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 6,
    summary = "ignores the policy: bulk changes evict from Redis what is being read",
    killedBy = "a_write_around_leaves_the_product_out_of_redis",
    hint = "write-around")
public final class AlwaysWritesThrough extends LeasedCatalogue {
  public AlwaysWritesThrough(Environment env) {
    super(env);
  }

  @Override
  public Product reprice(String id, long priceCents, WritePolicy policy) {
    return super.reprice(id, priceCents, WritePolicy.THROUGH);
  }
}
