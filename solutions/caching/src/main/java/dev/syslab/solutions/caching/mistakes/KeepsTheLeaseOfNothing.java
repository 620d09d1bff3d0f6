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
    summary = "gives the lease back only with a product: who asks for none queues, 2 s for each",
    killedBy = "callers_of_an_unknown_product_do_not_queue",
    hint = "give-back-always")
public final class KeepsTheLeaseOfNothing extends LeasedCatalogue {
  public KeepsTheLeaseOfNothing(Environment env) {
    super(env);
  }

  @Override
  public Optional<Product> find(String id) {
    String token = UUID.randomUUID().toString();
    Optional<Product> cached = cached(id);
    while (cached.isEmpty() && !lease(id, token)) {
      LockSupport.parkNanos(20_000_000);
      cached = cached(id);
    }
    return cached.isPresent() ? cached : load(id, token);
  }

  @Override
  protected Optional<Product> load(String id, String token) {
    Optional<Product> product = cached(id).or(() -> table.find(id));
    if (product.isPresent()) {
      fill(product.get(), token);
      release(id, token);
    }
    return product;
  }
}
