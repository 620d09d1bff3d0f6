package dev.syslab.solutions.caching.mistakes;

import dev.syslab.labs.caching.Product;
import dev.syslab.solutions.caching.LeasedCatalogue;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.time.Duration;
import java.util.List;

@Mistake(
    stage = 7,
    summary = "keeps the list in the process for a second, whatever its age in Redis",
    killedBy = "a_list_that_is_too_old_is_not_shown",
    hint = "too-old-a-list")
public final class ShowsACopyOfACopy extends LeasedCatalogue {
  private volatile List<Product> own = List.of();
  private volatile long until = System.nanoTime();

  public ShowsACopyOfACopy(Environment env) {
    super(env);
  }

  @Override
  public List<Product> cheapest() {
    if (System.nanoTime() - until >= 0) {
      own = super.cheapest();
      until = System.nanoTime() + Duration.ofSeconds(1).toNanos();
    }
    return own;
  }
}
