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
        "a caller that has waited for one lease loads without the right, even while a "
            + "successor loads",
    killedBy = "while_a_successor_loads_nobody_else_does",
    hint = "lease")
public final class WaitersRunOutOfPatience extends LeasedCatalogue {
  public WaitersRunOutOfPatience(Environment env) {
    super(env);
  }

  @Override
  public Optional<Product> find(String id) {
    String token = UUID.randomUUID().toString();
    long patience = System.nanoTime() + LEASE.toNanos();
    Optional<Copy> copy = copy(id);
    while (copy.isEmpty() && System.nanoTime() - patience < 0) {
      if (lease(id, token)) {
        return load(id, token);
      }
      LockSupport.parkNanos(20_000_000);
      copy = copy(id);
    }
    return copy.map(Copy::product).orElseGet(() -> table.find(id));
  }
}
