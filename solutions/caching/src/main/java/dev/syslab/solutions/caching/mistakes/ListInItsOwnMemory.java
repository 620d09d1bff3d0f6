package dev.syslab.solutions.caching.mistakes;

import dev.syslab.labs.caching.Product;
import dev.syslab.solutions.caching.LeasedCatalogue;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.List;

@Mistake(
    stage = 7,
    summary = "each server computes the list for itself",
    killedBy = "the_list_is_right_and_shared",
    hint = "shared-list")
public final class ListInItsOwnMemory extends LeasedCatalogue {
  private volatile List<Product> list = List.of();
  private volatile long until = System.nanoTime();

  public ListInItsOwnMemory(Environment env) {
    super(env);
  }

  @Override
  public List<Product> cheapest() {
    if (System.nanoTime() - until >= 0) {
      until = System.nanoTime() + LIST_TIME_TO_LIVE.toNanos();
      list = table.cheapest(CHEAPEST);
    }
    return list;
  }
}
