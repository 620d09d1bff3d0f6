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
    summary = "the list gets a full time to live from the answer on, however late that came",
    killedBy = "the_list_is_as_old_as_the_beginning_of_its_computing",
    hint = "age-of-a-list")
public final class ListAgesFromTheAnswer extends LeasedCatalogue {
  public ListAgesFromTheAnswer(Environment env) {
    super(env);
  }

  @Override
  protected ProductList list() {
    return new EarlyRefresh(redis, () -> table.cheapest(CHEAPEST)) {
      @Override
      protected void keep(List<Product> products, Duration computing, long tooOld) {
        super.keep(products, computing, now() + LIST_TIME_TO_LIVE.toMillis());
      }
    };
  }
}
