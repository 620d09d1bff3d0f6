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
        "relies on the dice, without a right to compute: when there is no list, every caller "
            + "computes",
    killedBy = "callers_who_find_no_list_do_not_all_compute_it",
    hint = "no-list-yet")
public final class DiceAlone extends LeasedCatalogue {
  public DiceAlone(Environment env) {
    super(env);
  }

  @Override
  protected ProductList list() {
    return new EarlyRefresh(redis, () -> table.cheapest(CHEAPEST)) {
      @Override
      public List<Product> get() {
        return held()
            .filter(held -> !drawn(held.left(), held.computing()))
            .map(Held::products)
            .orElseGet(this::compute);
      }
    };
  }
}
