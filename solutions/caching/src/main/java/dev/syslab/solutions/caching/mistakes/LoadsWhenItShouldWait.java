package dev.syslab.solutions.caching.mistakes;

import dev.syslab.labs.caching.Product;
import dev.syslab.solutions.caching.LeasedCatalogue;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.Optional;
import java.util.UUID;

@Mistake(
    stage = 4,
    summary = "a caller that does not get the lease loads anyway",
    killedBy = "many_misses_at_once_cost_one_load",
    hint = "single-flight")
public final class LoadsWhenItShouldWait extends LeasedCatalogue {
  public LoadsWhenItShouldWait(Environment env) {
    super(env);
  }

  @Override
  public Optional<Product> find(String id) {
    Optional<Copy> copy = copy(id);
    if (copy.isPresent()) {
      return copy.get().product();
    }
    String token = UUID.randomUUID().toString();
    return lease(id, token) ? load(id, token) : table.find(id);
  }
}
