package dev.syslab.solutions.caching.mistakes;

import dev.syslab.labs.caching.Product;
import dev.syslab.solutions.caching.alternatives.VersionCompare;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.Optional;

@Mistake(
    stage = 4,
    summary = "releases the lock before the product is in Redis: the next in line loads again",
    killedBy = "the_right_to_load_is_kept_until_the_product_is_cached",
    hint = "fill-before-unlock")
public final class UnlocksBeforeTheFill extends VersionCompare {
  public UnlocksBeforeTheFill(Environment env) {
    super(env);
  }

  @Override
  protected Optional<Product> load(String id, String token) {
    Optional<Product> product;
    try {
      Optional<String> text = text(id);
      product = text.isPresent() ? product(text.get()) : table.find(id);
    } finally {
      unlock(id, token);
    }
    keep(id, product);
    return product;
  }
}
