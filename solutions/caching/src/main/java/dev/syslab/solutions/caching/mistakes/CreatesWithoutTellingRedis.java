package dev.syslab.solutions.caching.mistakes;

import dev.syslab.labs.caching.Product;
import dev.syslab.solutions.caching.LeasedCatalogue;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 5,
    summary =
        "does not invalidate on create because a new product was never cached; its absence "
            + "was",
    killedBy = "a_created_product_is_found_on_every_server",
    hint = "create-ends-absence")
public final class CreatesWithoutTellingRedis extends LeasedCatalogue {
  public CreatesWithoutTellingRedis(Environment env) {
    super(env);
  }

  @Override
  public Product create(String id, String name, long priceCents) {
    return commit(transaction -> transaction.insert(id, name, priceCents));
  }
}
