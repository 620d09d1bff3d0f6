package dev.syslab.solutions.caching.mistakes;

import dev.syslab.labs.caching.ViewTable;
import dev.syslab.solutions.caching.BatchedViews;
import dev.syslab.solutions.caching.LeasedCatalogue;
import dev.syslab.solutions.caching.ViewBuffer;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 6,
    summary = "flushes after each view: as many transactions as without a queue",
    killedBy = "views_are_stored_in_batches",
    hint = "batching")
public final class StoresAfterEachView extends LeasedCatalogue {
  public StoresAfterEachView(Environment env) {
    super(env);
  }

  @Override
  protected ViewBuffer views(ViewTable viewTable) {
    return new BatchedViews(redis, viewTable) {
      @Override
      public void add(String id) {
        super.add(id);
        flush();
      }
    };
  }
}
