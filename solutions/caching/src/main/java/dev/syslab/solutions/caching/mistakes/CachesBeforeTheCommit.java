package dev.syslab.solutions.caching.mistakes;

import dev.syslab.labs.caching.Product;
import dev.syslab.labs.caching.ProductJson;
import dev.syslab.solutions.caching.LeasedCatalogue;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 2,
    summary = "puts the new product into Redis before the commit, which may fail",
    killedBy = "an_update_that_fails_at_its_commit_leaves_no_trace",
    hint = "rollback")
public final class CachesBeforeTheCommit extends LeasedCatalogue {
  public CachesBeforeTheCommit(Environment env) {
    super(env);
  }

  @Override
  public Product update(String id, String name, long priceCents) {
    try (var transaction = table.begin()) {
      Product product = transaction.update(id, name, priceCents);
      redis.psetex(valueKey(id), timeToLive().toMillis(), ProductJson.encode(product));
      transaction.commit();
      return product;
    }
  }
}
