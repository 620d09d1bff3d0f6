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
    summary = "bounds the products that it keeps, but not the absences",
    killedBy = "a_process_keeps_a_bounded_number_of_absences",
    hint = "bounded")
public final class ForgetsToCountAbsences extends LeasedCatalogue {
  private final Map<String, Long> absent = new ConcurrentHashMap<>();

  public ForgetsToCountAbsences(Environment env) {
    super(env);
  }

  @Override
  protected NearCache near() {
    return new NearCache(this::find) {
      @Override
      protected void put(String id, Optional<Product> product, long asOf) {
        if (product.isPresent()) {
          super.put(id, product, asOf);
        } else {
          absent.put(id, asOf + BROWSE_LAG.toNanos());
        }
      }
    };
  }

  @Override
  public Optional<Product> browse(String id) {
    Long until = absent.get(id);
    return until != null && System.nanoTime() - until < 0 ? Optional.empty() : super.browse(id);
  }
}
