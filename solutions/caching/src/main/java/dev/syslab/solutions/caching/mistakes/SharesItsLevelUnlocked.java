package dev.syslab.solutions.caching.mistakes;

import dev.syslab.labs.caching.Product;
import dev.syslab.solutions.caching.LeasedCatalogue;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

@Mistake(
    stage = 9,
    summary = "its level is a linked hash map, which many callers change at once without a lock",
    killedBy = "a_process_keeps_a_bounded_number_of_products",
    hint = "bounded")
public final class SharesItsLevelUnlocked extends LeasedCatalogue {
  private final Map<String, Seen> level =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Seen> eldest) {
          return size() > LOCAL_CAPACITY;
        }
      };

  private record Seen(long asOf, Optional<Product> product) {}

  public SharesItsLevelUnlocked(Environment env) {
    super(env);
  }

  @Override
  public Optional<Product> browse(String id) {
    Seen seen = level.get(id);
    if (seen == null || System.nanoTime() - seen.asOf() >= BROWSE_LAG.toNanos()) {
      seen = new Seen(System.nanoTime(), find(id));
      level.put(id, seen);
    }
    return seen.product();
  }
}
