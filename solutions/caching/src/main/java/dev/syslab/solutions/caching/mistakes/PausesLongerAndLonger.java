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
    summary = "each pause is twice the last, without a bound: one of them outlasts the patience",
    killedBy = "nobody_waits_for_others_longer_than_twice_the_lease",
    hint = "patience")
public final class PausesLongerAndLonger extends LeasedCatalogue {
  public PausesLongerAndLonger(Environment env) {
    super(env);
  }

  @Override
  public Optional<Product> find(String id) {
    String token = UUID.randomUUID().toString();
    long patience = System.nanoTime() + LEASE.multipliedBy(2).toNanos();
    long pause = 25_000_000;
    while (System.nanoTime() - patience < 0) {
      Optional<Copy> copy = copy(id);
      if (copy.isPresent()) {
        return copy.get().product();
      }
      if (lease(id, token)) {
        return load(id, token);
      }
      LockSupport.parkNanos(pause);
      pause *= 2;
    }
    return reads.take(() -> table.find(id));
  }
}
