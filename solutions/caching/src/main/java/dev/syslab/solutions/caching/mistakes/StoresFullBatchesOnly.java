package dev.syslab.solutions.caching.mistakes;

import dev.syslab.labs.caching.ViewTable;
import dev.syslab.solutions.caching.BatchedViews;
import dev.syslab.solutions.caching.LeasedCatalogue;
import dev.syslab.solutions.caching.ViewBuffer;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 6,
    summary = "stores views only once there are many: a few are never stored",
    killedBy = "a_view_does_not_wait_for_the_database_however_long_it_is_away",
    hint = "write-behind")
public final class StoresFullBatchesOnly extends LeasedCatalogue {
  private static final long FULL = 1_000;

  public StoresFullBatchesOnly(Environment env) {
    super(env);
  }

  @Override
  protected ViewBuffer views(ViewTable viewTable) {
    return new BatchedViews(redis, viewTable) {
      @Override
      protected void flush() {
        long waiting = redis.hvals("views:open").stream().mapToLong(Long::parseLong).sum();
        if (waiting >= FULL) {
          super.flush();
        }
      }
    };
  }
}
