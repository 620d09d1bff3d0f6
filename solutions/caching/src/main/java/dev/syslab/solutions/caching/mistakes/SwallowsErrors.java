package dev.syslab.solutions.caching.mistakes;

import dev.syslab.labs.caching.DatabaseException;
import dev.syslab.labs.caching.Product;
import dev.syslab.solutions.caching.LeasedCatalogue;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.Optional;

@Mistake(
    stage = 1,
    summary = "reports the product as missing when the database cannot be reached",
    killedBy = "an_unreachable_database_is_not_a_missing_product",
    hint = "errors-are-not-answers")
public final class SwallowsErrors extends LeasedCatalogue {
  public SwallowsErrors(Environment env) {
    super(env);
  }

  @Override
  public Optional<Product> find(String id) {
    try {
      return super.find(id);
    } catch (DatabaseException e) {
      return Optional.empty();
    }
  }
}
