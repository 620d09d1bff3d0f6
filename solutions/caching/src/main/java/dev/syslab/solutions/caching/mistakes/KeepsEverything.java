package dev.syslab.solutions.caching.mistakes;

import dev.syslab.labs.caching.Product;
import dev.syslab.solutions.caching.LeasedCatalogue;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

@Mistake(
    stage = 9,
    summary = "a map without a bound: a process that lists the whole shop runs out of memory",
    killedBy = "a_process_keeps_a_bounded_number_of_products",
    hint = "bounded")
public final class KeepsEverything extends LeasedCatalogue {
  private final Map<String, Seen> all = new ConcurrentHashMap<>();

  private record Seen(long asOf, Optional<Product> product) {}

  public KeepsEverything(Environment env) {
    super(env);
  }

  @Override
  public Optional<Product> browse(String id) {
    Seen seen = all.get(id);
    if (seen == null || System.nanoTime() - seen.asOf() > BROWSE_LAG.toNanos()) {
      seen = new Seen(System.nanoTime(), find(id));
      all.put(id, seen);
    }
    return seen.product();
  }
}
