package dev.syslab.solutions.caching.mistakes;

import dev.syslab.solutions.caching.LeasedCatalogue;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 1,
    summary = "the key of a product's lease can be another product's key",
    killedBy = "ids_that_look_alike_are_different_products",
    hint = "any-id")
public final class LeaseBesideTheProduct extends LeasedCatalogue {
  public LeaseBesideTheProduct(Environment env) {
    super(env);
  }

  @Override
  protected String leaseKey(String id) {
    return valueKey(id) + ":lease";
  }
}
