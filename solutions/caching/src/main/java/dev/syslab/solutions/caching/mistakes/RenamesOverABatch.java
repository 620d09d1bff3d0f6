package dev.syslab.solutions.caching.mistakes;

import dev.syslab.labs.caching.ViewTable;
import dev.syslab.solutions.caching.BatchedViews;
import dev.syslab.solutions.caching.LeasedCatalogue;
import dev.syslab.solutions.caching.ViewBuffer;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.Optional;

@Mistake(
    stage = 6,
    summary = "creates a new batch while one is still to be stored: RENAME replaces it",
    killedBy = "a_view_does_not_wait_for_the_database_however_long_it_is_away",
    hint = "write-behind")
public final class RenamesOverABatch extends LeasedCatalogue {
  public RenamesOverABatch(Environment env) {
    super(env);
  }

  @Override
  protected ViewBuffer views(ViewTable viewTable) {
    return new BatchedViews(redis, viewTable) {
      @Override
      protected Optional<Batch> take() {
        if (redis.exists("views:open")) {
          redis.del("views:batch");
        }
        return super.take();
      }
    };
  }
}
