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
    summary =
        "a waiter's patience never ends: each stalled load costs the last waiter another "
            + "lease",
    killedBy = "nobody_waits_for_others_longer_than_twice_the_lease",
    hint = "patience")
public final class WaitsForEver extends LeasedCatalogue {
  public WaitsForEver(Environment env) {
    super(env);
  }

  @Override
  public Optional<Product> find(String id) {
    String token = UUID.randomUUID().toString();
    Optional<Copy> copy = copy(id);
    while (copy.isEmpty()) {
      if (lease(id, token)) {
        return load(id, token);
      }
      LockSupport.parkNanos(20_000_000);
      copy = copy(id);
    }
    return copy.get().product();
  }
}
