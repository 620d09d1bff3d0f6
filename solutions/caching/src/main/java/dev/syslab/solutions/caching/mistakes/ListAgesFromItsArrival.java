package dev.syslab.solutions.caching.mistakes;

import dev.syslab.labs.caching.Product;
import dev.syslab.solutions.caching.EarlyRefresh;
import dev.syslab.solutions.caching.LeasedCatalogue;
import dev.syslab.solutions.caching.Packed;
import dev.syslab.solutions.caching.ProductList;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.time.Duration;
import java.util.List;

@Mistake(
    stage = 7,
    summary = "tells Redis for how long the list may stay: if it arrives late, it stays too long",
    killedBy = "a_list_that_reaches_redis_late_is_no_younger",
    hint = "age-of-a-list")
public final class ListAgesFromItsArrival extends LeasedCatalogue {
  public ListAgesFromItsArrival(Environment env) {
    super(env);
  }

  @Override
  protected ProductList list() {
    return new EarlyRefresh(redis, () -> table.cheapest(CHEAPEST)) {
      @Override
      protected String text(List<Product> products, Duration computing) {
        return Packed.pack(super.text(products, computing));
      }

      @Override
      protected Held held(String text, Duration left) {
        return super.held(Packed.unpack(text), left);
      }

      @Override
      protected void keep(List<Product> products, Duration computing, long tooOld) {
        long left = LIST_TIME_TO_LIVE.minus(computing).toMillis();
        if (left > 0) {
          redis.psetex(KEY, left, text(products, computing));
        }
      }
    };
  }
}
