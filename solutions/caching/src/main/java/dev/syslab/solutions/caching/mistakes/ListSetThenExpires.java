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
    summary = "sets the list, and its time to live with a second command",
    killedBy = "the_list_is_never_without_a_time_to_live",
    hint = "set-and-expire-at-once")
public final class ListSetThenExpires extends LeasedCatalogue {
  public ListSetThenExpires(Environment env) {
    super(env);
  }

  @Override
  protected ProductList list() {
    return new EarlyRefresh(redis, () -> table.cheapest(CHEAPEST)) {
      @Override
      protected void keep(List<Product> products, Duration computing, long tooOld) {
        redis.set(KEY, text(products, computing));
        redis.pexpireAt(KEY, tooOld);
      }
    };
  }
}
