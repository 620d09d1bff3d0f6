package dev.syslab.solutions.caching.mistakes;

import dev.syslab.labs.caching.Product;
import dev.syslab.solutions.caching.LeasedCatalogue;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.Optional;

@Mistake(
    stage = 4,
    summary = "releases the lease after a load, but not if the load fails",
    killedBy = "a_load_that_fails_gives_the_right_back",
    hint = "give-back-always")
public final class KeepsTheLeaseOfAFailure extends LeasedCatalogue {
  public KeepsTheLeaseOfAFailure(Environment env) {
    super(env);
  }

  @Override
  protected Optional<Product> load(String id, String token) {
    Optional<Product> product = copy(id).map(Copy::product).orElseGet(() -> table.find(id));
    fill(id, product, token);
    release(id, token);
    return product;
  }
}
