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
    summary = "makes room only when there are more than it may keep, and then inserts",
    killedBy = "a_process_keeps_a_bounded_number_of_absences",
    hint = "bounded")
public final class KeepsOneTooMany extends LeasedCatalogue {
  private final Map<String, Seen> level = new LinkedHashMap<>(16, 0.75f, true);

  private record Seen(long asOf, Optional<Product> product) {}

  public KeepsOneTooMany(Environment env) {
    super(env);
  }

  @Override
  public Optional<Product> browse(String id) {
    synchronized (level) {
      Seen seen = level.get(id);
      if (seen != null && System.nanoTime() - seen.asOf() < BROWSE_LAG.toNanos()) {
        return seen.product();
      }
    }
    Seen seen = new Seen(System.nanoTime(), find(id));
    synchronized (level) {
      if (!level.containsKey(id) && level.size() > LOCAL_CAPACITY) {
        level.remove(level.keySet().iterator().next());
      }
      level.put(id, seen);
    }
    return seen.product();
  }
}
