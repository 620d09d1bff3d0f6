package dev.syslab.solutions.caching.mistakes;

import dev.syslab.labs.caching.Product;
import dev.syslab.solutions.caching.LeasedCatalogue;
import dev.syslab.solutions.caching.NearCache;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

@Mistake(
    stage = 9,
    summary = "when the servers are down, returns what it kept, however old",
    killedBy = "what_is_too_old_is_not_shown_instead_of_an_error",
    hint = "age-of-an-entry")
public final class ShowsOldPagesOnError extends LeasedCatalogue {
  public ShowsOldPagesOnError(Environment env) {
    super(env);
  }

  @Override
  protected NearCache near() {
    return new NearCache(this::find) {
      private final Map<String, Optional<Product>> shown = new ConcurrentHashMap<>();

      @Override
      public Optional<Product> get(String id) {
        try {
          Optional<Product> product = super.get(id);
          shown.put(id, product);
          return product;
        } catch (RuntimeException e) {
          return Optional.ofNullable(shown.get(id)).orElseThrow(() -> e);
        }
      }
    };
  }
}
