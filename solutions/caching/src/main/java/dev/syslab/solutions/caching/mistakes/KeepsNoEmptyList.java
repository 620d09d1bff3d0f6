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
    summary = "treats an empty list as no list, and does not cache it",
    killedBy = "an_empty_list_is_a_list_too",
    hint = "shared-list")
public final class KeepsNoEmptyList extends LeasedCatalogue {
  public KeepsNoEmptyList(Environment env) {
    super(env);
  }

  @Override
  protected ProductList list() {
    return new EarlyRefresh(redis, () -> table.cheapest(CHEAPEST)) {
      @Override
      protected void keep(List<Product> products, Duration computing, long tooOld) {
        if (!products.isEmpty()) {
          super.keep(products, computing, tooOld);
        }
      }
    };
  }
}
