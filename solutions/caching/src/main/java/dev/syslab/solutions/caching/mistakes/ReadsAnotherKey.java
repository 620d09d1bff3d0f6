package dev.syslab.solutions.caching.mistakes;

import dev.syslab.solutions.caching.LeasedCatalogue;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 1,
    summary = "reads the bare id from Redis, but writes with a prefix: no read ever hits",
    killedBy = "each_product_is_loaded_once",
    hint = "cache-aside")
public final class ReadsAnotherKey extends LeasedCatalogue {
  public ReadsAnotherKey(Environment env) {
    super(env);
  }

  @Override
  protected String text(String id) {
    return redis.get(id);
  }
}
