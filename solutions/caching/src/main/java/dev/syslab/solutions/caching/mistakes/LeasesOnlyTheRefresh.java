package dev.syslab.solutions.caching.mistakes;

import dev.syslab.labs.caching.Product;
import dev.syslab.solutions.caching.EarlyRefresh;
import dev.syslab.solutions.caching.LeasedCatalogue;
import dev.syslab.solutions.caching.ProductList;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.List;

@Mistake(
    stage = 7,
    summary =
        "early callers take the right to compute; callers that find no list compute without "
            + "it",
    killedBy = "callers_who_find_no_list_do_not_all_compute_it",
    hint = "no-list-yet")
public final class LeasesOnlyTheRefresh extends LeasedCatalogue {
  public LeasesOnlyTheRefresh(Environment env) {
    super(env);
  }

  @Override
  protected ProductList list() {
    return new EarlyRefresh(redis, () -> table.cheapest(CHEAPEST)) {
      @Override
      public List<Product> get() {
        return held().map(this::show).orElseGet(this::compute);
      }
    };
  }
}
