package dev.syslab.solutions.caching.mistakes;

import dev.syslab.solutions.caching.EarlyRefresh;
import dev.syslab.solutions.caching.LeasedCatalogue;
import dev.syslab.solutions.caching.ProductList;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

@Mistake(
    stage = 7,
    summary = "XFetch without the minus: the logarithm is negative, so no caller is ever early",
    killedBy = "while_it_is_asked_for_the_list_is_renewed_before_it_expires",
    hint = "early-refresh")
public final class ForgetsTheMinus extends LeasedCatalogue {
  public ForgetsTheMinus(Environment env) {
    super(env);
  }

  @Override
  protected ProductList list() {
    return new EarlyRefresh(redis, () -> table.cheapest(CHEAPEST)) {
      @Override
      protected boolean drawn(Duration left, Duration computing) {
        double u = 1 - ThreadLocalRandom.current().nextDouble();
        return computing.toNanos() * Math.log(u) >= left.toNanos();
      }
    };
  }
}
