package dev.syslab.solutions.caching.mistakes;

import dev.syslab.labs.caching.DatabaseException;
import dev.syslab.labs.caching.Product;
import dev.syslab.solutions.caching.LeasedCatalogue;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.List;

@Mistake(
    stage = 7,
    summary = "falls back to the last list it saw when the database is down, however old",
    killedBy = "a_list_that_is_too_old_is_not_shown",
    hint = "too-old-a-list")
public final class ShowsTheOldListOnError extends LeasedCatalogue {
  private volatile List<Product> last = List.of();

  public ShowsTheOldListOnError(Environment env) {
    super(env);
  }

  @Override
  public List<Product> cheapest() {
    try {
      last = super.cheapest();
      return last;
    } catch (DatabaseException e) {
      return last;
    }
  }
}
