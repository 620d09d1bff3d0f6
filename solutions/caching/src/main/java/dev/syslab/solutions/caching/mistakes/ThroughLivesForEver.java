package dev.syslab.solutions.caching.mistakes;

import dev.syslab.labs.caching.Product;
import dev.syslab.labs.caching.WritePolicy;
import dev.syslab.solutions.caching.LeasedCatalogue;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 6,
    summary = "a product that is written through stays in Redis forever",
    killedBy = "a_write_through_leaves_the_new_product_in_redis",
    hint = "write-through")
public final class ThroughLivesForEver extends LeasedCatalogue {
  public ThroughLivesForEver(Environment env) {
    super(env);
  }

  @Override
  public Product reprice(String id, long priceCents, WritePolicy policy) {
    Product product = super.reprice(id, priceCents, policy);
    if (policy == WritePolicy.THROUGH) {
      redis.persist(valueKey(id));
    }
    return product;
  }
}
