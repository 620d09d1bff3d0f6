package dev.syslab.solutions.caching.mistakes;

import dev.syslab.labs.caching.Product;
import dev.syslab.solutions.caching.LeasedCatalogue;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 2,
    summary = "turns every error into one that the contract does not declare",
    killedBy = "an_update_of_an_unknown_product_is_refused",
    hint = "contract-errors")
public final class HidesContractErrors extends LeasedCatalogue {
  public HidesContractErrors(Environment env) {
    super(env);
  }

  @Override
  public Product update(String id, String name, long priceCents) {
    try {
      return super.update(id, name, priceCents);
    } catch (RuntimeException e) {
      throw new RuntimeException("the update has failed", e);
    }
  }
}
