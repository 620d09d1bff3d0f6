package dev.syslab.solutions.caching.mistakes;

import dev.syslab.labs.caching.Product;
import dev.syslab.solutions.caching.LeasedCatalogue;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.Optional;

@Mistake(
    stage = 2,
    summary = "an update to the values that are in Redis already does not reach the database",
    killedBy = "an_acknowledged_update_is_seen_on_every_server",
    hint = "invalidate")
public final class SkipsAnUpdateThatChangesNothing extends LeasedCatalogue {
  public SkipsAnUpdateThatChangesNothing(Environment env) {
    super(env);
  }

  @Override
  public Product update(String id, String name, long priceCents) {
    Optional<Product> cached = copy(id).flatMap(Copy::product);
    return cached
        .filter(product -> product.name().equals(name) && product.priceCents() == priceCents)
        .orElseGet(() -> super.update(id, name, priceCents));
  }
}
