package dev.syslab.solutions.caching.mistakes;

import dev.syslab.labs.caching.Product;
import dev.syslab.solutions.caching.LeasedCatalogue;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;

@Mistake(
    stage = 4,
    summary = "when the lease expires without a product, all waiters load at once",
    killedBy = "when_the_loader_is_killed_one_other_takes_over",
    hint = "lease")
public final class EverybodyTakesOver extends LeasedCatalogue {
  public EverybodyTakesOver(Environment env) {
    super(env);
  }

  @Override
  public Optional<Product> find(String id) {
    String token = UUID.randomUUID().toString();
    Optional<Copy> copy = copy(id);
    if (copy.isPresent()) {
      return copy.get().product();
    }
    if (lease(id, token)) {
      return load(id, token);
    }
    while (redis.exists(leaseKey(id))) {
      LockSupport.parkNanos(20_000_000);
    }
    return copy(id).map(Copy::product).orElseGet(() -> table.find(id));
  }
}
