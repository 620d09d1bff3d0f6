package dev.syslab.solutions.caching.mistakes;

import dev.syslab.solutions.caching.EarlyRefresh;
import dev.syslab.solutions.caching.LeasedCatalogue;
import dev.syslab.solutions.caching.ProductList;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.time.Duration;

@Mistake(
    stage = 7,
    summary = "leaves the refresh to server 0: if that server gets no calls, nobody is early",
    killedBy = "while_it_is_asked_for_the_list_is_renewed_before_it_expires",
    hint = "early-refresh")
public final class OnlyTheFirstServerIsEarly extends LeasedCatalogue {
  private final boolean first;

  public OnlyTheFirstServerIsEarly(Environment env) {
    super(env);
    this.first = env.id() == 0;
  }

  @Override
  protected ProductList list() {
    return new EarlyRefresh(redis, () -> table.cheapest(CHEAPEST)) {
      @Override
      protected boolean drawn(Duration left, Duration computing) {
        return first && super.drawn(left, computing);
      }
    };
  }
}
