package dev.syslab.solutions.caching.mistakes;

import dev.syslab.labs.caching.Product;
import dev.syslab.labs.caching.ProductJson;
import dev.syslab.solutions.caching.LeasedCatalogue;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 3,
    summary = "fills if there is a lease, without asking whose",
    killedBy = "an_overtaken_reader_cannot_use_a_later_readers_right",
    hint = "whose-lease")
public final class AnyLeaseWillDo extends LeasedCatalogue {
  public AnyLeaseWillDo(Environment env) {
    super(env);
  }

  @Override
  protected void fill(Product product, String token) {
    if (redis.exists(leaseKey(product.id()))) {
      redis.psetex(valueKey(product.id()), timeToLive().toMillis(), ProductJson.encode(product));
    }
  }
}
