package dev.syslab.solutions.caching.mistakes;

import dev.syslab.solutions.caching.EarlyRefresh;
import dev.syslab.solutions.caching.LeasedCatalogue;
import dev.syslab.solutions.caching.ProductList;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 7,
    summary =
        "tells Redis until when the list may stay by the server's own clock, which may be off",
    killedBy = "the_list_ages_by_no_servers_own_clock",
    hint = "age-of-a-list")
public final class ListExpiresByItsOwnClock extends LeasedCatalogue {
  public ListExpiresByItsOwnClock(Environment env) {
    super(env);
  }

  @Override
  protected ProductList list() {
    return new EarlyRefresh(redis, () -> table.cheapest(CHEAPEST)) {
      @Override
      protected long now() {
        return System.currentTimeMillis();
      }
    };
  }
}
