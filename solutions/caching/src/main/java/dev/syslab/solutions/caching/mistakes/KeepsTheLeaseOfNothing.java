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
        "releases the lease only with a product: readers of a missing one queue, 2 s for each",
    killedBy = "callers_of_an_unknown_product_do_not_queue",
    hint = "give-back-always")
public final class KeepsTheLeaseOfNothing extends LeasedCatalogue {
  public KeepsTheLeaseOfNothing(Environment env) {
    super(env);
  }

  @Override
  public Optional<Product> find(String id) {
    String token = UUID.randomUUID().toString();
    Optional<Copy> copy = copy(id);
    while (copy.isEmpty() && !lease(id, token)) {
      LockSupport.parkNanos(20_000_000);
      copy = copy(id);
    }
    return copy.isPresent() ? copy.get().product() : load(id, token);
  }

  @Override
  protected Optional<Product> load(String id, String token) {
    Optional<Product> product = copy(id).map(Copy::product).orElseGet(() -> table.find(id));
    if (product.isPresent()) {
      fill(id, product, token);
      release(id, token);
    }
    return product;
  }
}
