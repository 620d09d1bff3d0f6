package dev.syslab.solutions.caching.mistakes;

import dev.syslab.labs.caching.Product;
import dev.syslab.solutions.caching.LeasedCatalogue;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.Optional;

@Mistake(
    stage = 4,
    summary = "loads as soon as it has the lease, although the previous holder has just filled",
    killedBy = "a_caller_that_gets_the_right_after_the_fill_does_not_load_again",
    hint = "second-look")
public final class TakesTheRightWithoutLookingAgain extends LeasedCatalogue {
  public TakesTheRightWithoutLookingAgain(Environment env) {
    super(env);
  }

  @Override
  protected Optional<Product> load(String id, String token) {
    try {
      Optional<Product> product = table.find(id);
      fill(id, product, token);
      return product;
    } finally {
      release(id, token);
    }
  }
}
