package dev.syslab.solutions.caching.mistakes;

import dev.syslab.solutions.caching.LeasedCatalogue;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 1,
    summary = "the key does not contain the id: every caller gets the product that was loaded last",
    killedBy = "each_product_is_loaded_once",
    hint = "cache-aside")
public final class OneKeyForAll extends LeasedCatalogue {
  public OneKeyForAll(Environment env) {
    super(env);
  }

  @Override
  protected String valueKey(String id) {
    return "product";
  }
}
