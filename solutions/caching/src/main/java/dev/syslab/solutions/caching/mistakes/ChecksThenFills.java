package dev.syslab.solutions.caching.mistakes;

import dev.syslab.labs.caching.Product;
import dev.syslab.labs.caching.ProductJson;
import dev.syslab.solutions.caching.LeasedCatalogue;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 3,
    summary = "the lease is compared by one command, the product written by a second",
    killedBy = "a_reader_that_was_overtaken_just_before_its_fill_is_refused",
    hint = "check-and-fill")
public final class ChecksThenFills extends LeasedCatalogue {
  public ChecksThenFills(Environment env) {
    super(env);
  }

  @Override
  protected void fill(Product product, String token) {
    if (token.equals(redis.get(leaseKey(product.id())))) {
      redis.psetex(valueKey(product.id()), timeToLive().toMillis(), ProductJson.encode(product));
    }
  }
}
