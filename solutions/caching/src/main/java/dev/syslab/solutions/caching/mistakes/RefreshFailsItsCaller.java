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
    summary = "an early caller throws the database's error, although it has a list to return",
    killedBy = "a_refresh_that_fails_takes_no_list_away",
    hint = "a-failed-refresh-is-harmless")
public final class RefreshFailsItsCaller extends LeasedCatalogue {
  public RefreshFailsItsCaller(Environment env) {
    super(env);
  }

  @Override
  protected ProductList list() {
    return new EarlyRefresh(redis, () -> table.cheapest(CHEAPEST)) {
      @Override
      protected List<Product> show(Held held) {
        return drawn(held.left(), held.computing())
            ? lease().map(this::computeAsHolder).orElse(held.products())
            : held.products();
      }
    };
  }
}
