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
    summary = "find also looks in the process's memory: an acknowledged update is not seen",
    killedBy = "what_is_browsed_often_gets_old_too",
    hint = "age-of-an-entry")
public final class FindAnswersFromMemory extends LeasedCatalogue {
  private final Map<String, Seen> level = new ConcurrentHashMap<>();

  private record Seen(long at, Optional<Product> product) {}

  public FindAnswersFromMemory(Environment env) {
    super(env);
  }

  @Override
  public Optional<Product> find(String id) {
    Seen seen = level.get(id);
    if (seen == null || System.nanoTime() - seen.at() > BROWSE_LAG.toNanos()) {
      seen = new Seen(System.nanoTime(), super.find(id));
      level.put(id, seen);
    }
    return seen.product();
  }
}
