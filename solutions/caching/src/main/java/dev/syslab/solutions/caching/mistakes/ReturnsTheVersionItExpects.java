package dev.syslab.solutions.caching.mistakes;

import dev.syslab.labs.caching.Product;
import dev.syslab.solutions.caching.LeasedCatalogue;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.Optional;

@Mistake(
    stage = 3,
    summary =
        "returns the version in Redis plus one: another update may have been committed since that"
            + " was read",
    killedBy = "an_older_update_does_not_overwrite_a_newer_one",
    hint = "older-write")
public final class ReturnsTheVersionItExpects extends LeasedCatalogue {
  public ReturnsTheVersionItExpects(Environment env) {
    super(env);
  }

  @Override
  public Product update(String id, String name, long priceCents) {
    Optional<Product> before = copy(id).flatMap(Copy::product);
    Product updated = super.update(id, name, priceCents);
    return before
        .map(product -> new Product(id, name, priceCents, product.version() + 1))
        .orElse(updated);
  }
}
