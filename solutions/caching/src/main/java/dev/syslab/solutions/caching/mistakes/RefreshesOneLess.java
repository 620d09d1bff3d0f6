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
    summary = "an early refresh has a query of its own, which reads one product too few",
    killedBy = "while_it_is_asked_for_the_list_is_renewed_before_it_expires",
    hint = "early-refresh")
public final class RefreshesOneLess extends LeasedCatalogue {
  public RefreshesOneLess(Environment env) {
    super(env);
  }

  @Override
  protected ProductList list() {
    return new EarlyRefresh(redis, () -> table.cheapest(CHEAPEST)) {
      @Override
      protected void keep(List<Product> products, Duration computing, long tooOld) {
        boolean early = redis.exists(KEY);
        super.keep(products.subList(0, products.size() - (early ? 1 : 0)), computing, tooOld);
      }
    };
  }
}
