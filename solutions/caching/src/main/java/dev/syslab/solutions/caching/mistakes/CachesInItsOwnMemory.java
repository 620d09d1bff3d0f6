package dev.syslab.solutions.caching.mistakes;

import dev.syslab.labs.caching.Product;
import dev.syslab.solutions.caching.LeasedCatalogue;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

@Mistake(
    stage = 1,
    summary = "a map in the process: each server loads for itself, and nobody can invalidate",
    killedBy = "what_one_server_has_loaded_the_other_finds",
    hint = "shared-cache")
public final class CachesInItsOwnMemory extends LeasedCatalogue {
  private final Map<String, Product> products = new ConcurrentHashMap<>();

  public CachesInItsOwnMemory(Environment env) {
    super(env);
  }

  @Override
  protected Optional<Product> cached(String id) {
    return Optional.ofNullable(products.get(id));
  }

  @Override
  protected void fill(Product product, String token) {
    products.put(product.id(), product);
  }
}
