package dev.syslab.solutions.caching.mistakes;

import dev.syslab.solutions.caching.EarlyRefresh;
import dev.syslab.solutions.caching.LeasedCatalogue;
import dev.syslab.solutions.caching.ProductList;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.time.Duration;

@Mistake(
    stage = 7,
    summary = "computes the list when it has expired: every caller waits for that, again and again",
    killedBy = "while_it_is_asked_for_the_list_is_renewed_before_it_expires",
    hint = "early-refresh")
public final class WaitsUntilItExpires extends LeasedCatalogue {
  public WaitsUntilItExpires(Environment env) {
    super(env);
  }

  @Override
  protected ProductList list() {
    return new EarlyRefresh(redis, () -> table.cheapest(CHEAPEST)) {
      @Override
      protected boolean drawn(Duration left, Duration computing) {
        return false;
      }
    };
  }
}
