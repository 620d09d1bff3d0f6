package dev.syslab.solutions.caching.mistakes;

import dev.syslab.labs.caching.Product;
import dev.syslab.labs.caching.WritePolicy;
import dev.syslab.solutions.caching.LeasedCatalogue;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 6,
    summary = "a write-around deletes the product, but leaves readers the right to fill",
    killedBy = "an_overtaken_reader_is_refused_by_every_policy",
    hint = "stale-set")
public final class AroundKeepsTheLease extends LeasedCatalogue {
  public AroundKeepsTheLease(Environment env) {
    super(env);
  }

  @Override
  public Product reprice(String id, long priceCents, WritePolicy policy) {
    if (policy == WritePolicy.THROUGH) {
      return super.reprice(id, priceCents, policy);
    }
    Product product = commit(transaction -> transaction.reprice(id, priceCents));
    redis.del(valueKey(id));
    return product;
  }
}
