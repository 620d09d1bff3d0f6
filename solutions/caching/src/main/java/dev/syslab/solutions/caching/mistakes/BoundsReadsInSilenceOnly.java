package dev.syslab.solutions.caching.mistakes;

import dev.syslab.labs.caching.Product;
import dev.syslab.solutions.caching.LeasedCatalogue;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.Optional;

@Mistake(
    stage = 8,
    summary =
        "does not bound loads with a lease: those running when Redis falls silent come on top",
    killedBy = "loads_from_before_the_silence_have_their_places_too",
    hint = "bulkhead")
public final class BoundsReadsInSilenceOnly extends LeasedCatalogue {
  public BoundsReadsInSilenceOnly(Environment env) {
    super(env);
  }

  @Override
  protected Optional<Product> load(String id, String token) {
    try {
      Optional<Copy> copy = copy(id);
      if (copy.isPresent()) {
        return copy.get().product();
      }
      Optional<Product> product = table.find(id);
      fill(id, product, token);
      return product;
    } finally {
      release(id, token);
    }
  }
}
