package dev.syslab.solutions.caching.mistakes;

import dev.syslab.labs.caching.Product;
import dev.syslab.labs.caching.ProductJson;
import dev.syslab.solutions.caching.LeasedCatalogue;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 5,
    summary = "puts the new product into Redis before the COMMIT, which may fail",
    killedBy = "a_create_that_fails_changes_nothing",
    hint = "rollback")
public final class CachesTheCreatedBeforeTheCommit extends LeasedCatalogue {
  public CachesTheCreatedBeforeTheCommit(Environment env) {
    super(env);
  }

  @Override
  public Product create(String id, String name, long priceCents) {
    try (var transaction = table.begin()) {
      Product product = transaction.insert(id, name, priceCents);
      redis.psetex(valueKey(id), timeToLive().toMillis(), ProductJson.encode(product));
      transaction.commit();
      return product;
    }
  }
}
