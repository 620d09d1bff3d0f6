package dev.syslab.solutions.caching.mistakes;

import dev.syslab.solutions.caching.LeasedCatalogue;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 3,
    summary = "deletes the product but leaves its lease: the overtaken reader may still fill",
    killedBy = "an_overtaken_reader_does_not_bring_the_old_product_back",
    hint = "stale-set")
public final class KeepsTheLease extends LeasedCatalogue {
  public KeepsTheLease(Environment env) {
    super(env);
  }

  @Override
  protected void invalidate(String id) {
    redis.del(valueKey(id));
  }
}
