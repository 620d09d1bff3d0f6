package dev.syslab.solutions.caching.mistakes;

import dev.syslab.labs.caching.Product;
import dev.syslab.solutions.caching.EarlyRefresh;
import dev.syslab.solutions.caching.LeasedCatalogue;
import dev.syslab.solutions.caching.ProductList;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.time.Duration;
import java.util.List;

@Mistake(
    stage = 7,
    summary = "writes the list as fields separated by bars, which an id may contain",
    killedBy = "the_list_is_right_and_shared",
    hint = "shared-list")
public final class JoinsTheListWithBars extends LeasedCatalogue {
  public JoinsTheListWithBars(Environment env) {
    super(env);
  }

  @Override
  protected ProductList list() {
    return new EarlyRefresh(redis, () -> table.cheapest(CHEAPEST)) {
      @Override
      protected void keep(List<Product> products, Duration computing, long tooOld) {
        super.keep(products.stream().map(JoinsTheListWithBars::joined).toList(), computing, tooOld);
      }
    };
  }

  /** The product that results from joining and splitting the fields. */
  private static Product joined(Product product) {
    String[] fields =
        (product.id() + "|" + product.name() + "|" + product.priceCents() + "|" + product.version())
            .split("\\|");
    return new Product(fields[0], fields[1], product.priceCents(), product.version());
  }
}
