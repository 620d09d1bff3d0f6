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
    summary = "XFetch without δ: the probability does not depend on how long the computation takes",
    killedBy = "while_it_is_asked_for_the_list_is_renewed_before_it_expires",
    hint = "early-refresh")
public final class ForgetsHowLongItTakes extends LeasedCatalogue {
  public ForgetsHowLongItTakes(Environment env) {
    super(env);
  }

  @Override
  protected ProductList list() {
    return new EarlyRefresh(redis, () -> table.cheapest(CHEAPEST)) {
      @Override
      protected boolean drawn(Duration left, Duration computing) {
        return super.drawn(left, Duration.ofMillis(1));
      }

      @Override
      protected List<Product> show(Held held) {
        return drawn(held.left(), held.computing()) ? compute() : held.products();
      }
    };
  }
}
