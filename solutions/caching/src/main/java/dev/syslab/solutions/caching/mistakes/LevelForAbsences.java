package dev.syslab.solutions.caching.mistakes;

import dev.syslab.labs.caching.Product;
import dev.syslab.solutions.caching.LeasedCatalogue;
import dev.syslab.solutions.caching.NearCache;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

@Mistake(
    stage = 9,
    summary = "keeps absences in a separate level alongside that of products",
    killedBy = "a_process_keeps_a_bounded_number_of_absences",
    hint = "bounded")
public final class LevelForAbsences extends LeasedCatalogue {
  public LevelForAbsences(Environment env) {
    super(env);
  }

  @Override
  protected NearCache near() {
    return new NearCache(this::find) {
      private final Map<String, Boolean> absent =
          new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
              return size() > LOCAL_CAPACITY;
            }
          };

      @Override
      public Optional<Product> get(String id) {
        synchronized (absent) {
          if (absent.containsKey(id)) {
            return Optional.empty();
          }
        }
        return super.get(id);
      }

      @Override
      protected void put(String id, Optional<Product> product, long asOf) {
        if (product.isPresent()) {
          super.put(id, product, asOf);
          return;
        }
        synchronized (absent) {
          absent.put(id, true);
        }
      }
    };
  }
}
