package dev.syslab.solutions.caching.mistakes;

import dev.syslab.labs.caching.Product;
import dev.syslab.solutions.caching.LeasedCatalogue;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.Optional;

@Mistake(
    stage = 1,
    summary = "a hand-made format whose separator may occur in an id",
    killedBy = "ids_that_look_alike_are_different_products",
    hint = "any-id")
public final class JoinsByBars extends LeasedCatalogue {
  public JoinsByBars(Environment env) {
    super(env);
  }

  @Override
  protected Optional<Copy> copy(String id) {
    String text = text(id);
    if (text == null || text.isEmpty()) {
      return super.copy(id);
    }
    String[] parts = text.split("\\|", 4);
    return Optional.of(
        new Copy(
            Optional.of(
                new Product(
                    parts[2], parts[3], Long.parseLong(parts[1]), Long.parseLong(parts[0])))));
  }

  @Override
  protected boolean fill(String id, Optional<Product> product, String token) {
    return product.isEmpty()
        ? super.fill(id, product, token)
        : put(id, joined(product.get()), timeToLive(), token);
  }

  private static String joined(Product product) {
    return product.version()
        + "|"
        + product.priceCents()
        + "|"
        + product.id()
        + "|"
        + product.name();
  }
}
