package dev.syslab.solutions.caching.mistakes;

import dev.syslab.labs.caching.DatabaseException;
import dev.syslab.labs.caching.Product;
import dev.syslab.labs.caching.ProductJson;
import dev.syslab.solutions.caching.LeasedCatalogue;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 2,
    summary = "the answer to COMMIT is lost, so it assumes that the change was made, and caches it",
    killedBy = "a_commit_that_was_never_carried_out_is_never_seen",
    hint = "rollback")
public final class CachesWhatItHopedFor extends LeasedCatalogue {
  public CachesWhatItHopedFor(Environment env) {
    super(env);
  }

  @Override
  public Product update(String id, String name, long priceCents) {
    Product[] hoped = new Product[1];
    try {
      return change(id, transaction -> hoped[0] = transaction.update(id, name, priceCents));
    } catch (DatabaseException e) {
      if (hoped[0] != null) {
        redis.psetex(valueKey(id), timeToLive().toMillis(), ProductJson.encode(hoped[0]));
      }
      throw e;
    }
  }
}
