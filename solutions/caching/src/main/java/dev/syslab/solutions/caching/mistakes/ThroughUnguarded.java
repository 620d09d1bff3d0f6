package dev.syslab.solutions.caching.mistakes;

import dev.syslab.labs.caching.Product;
import dev.syslab.labs.caching.ProductJson;
import dev.syslab.labs.caching.WritePolicy;
import dev.syslab.solutions.caching.LeasedCatalogue;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 6,
    summary = "sets the new product after the commit, whatever happened in between",
    killedBy = "an_older_write_through_does_not_undo_a_newer_write",
    hint = "older-write")
public final class ThroughUnguarded extends LeasedCatalogue {
  public ThroughUnguarded(Environment env) {
    super(env);
  }

  @Override
  public Product reprice(String id, long priceCents, WritePolicy policy) {
    Product product = super.reprice(id, priceCents, WritePolicy.AROUND);
    if (policy == WritePolicy.THROUGH) {
      redis.psetex(valueKey(id), timeToLive().toMillis(), ProductJson.encode(product));
    }
    return product;
  }
}
