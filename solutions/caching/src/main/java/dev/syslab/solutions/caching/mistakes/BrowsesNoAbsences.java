package dev.syslab.solutions.caching.mistakes;

import dev.syslab.labs.caching.Product;
import dev.syslab.solutions.caching.LeasedCatalogue;
import dev.syslab.solutions.caching.NearCache;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.Optional;

@Mistake(
    stage = 9,
    summary = "asks the other levels each time for a product that does not exist",
    killedBy = "what_was_just_browsed_needs_no_server",
    hint = "local-hit")
public final class BrowsesNoAbsences extends LeasedCatalogue {
  public BrowsesNoAbsences(Environment env) {
    super(env);
  }

  @Override
  protected NearCache near() {
    return new NearCache(this::find) {
      @Override
      protected void put(String id, Optional<Product> product, long asOf) {
        if (product.isPresent()) {
          super.put(id, product, asOf);
        }
      }
    };
  }
}
