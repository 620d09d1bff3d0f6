package dev.syslab.solutions.caching.mistakes;

import dev.syslab.labs.caching.ViewTable;
import dev.syslab.solutions.caching.BatchedViews;
import dev.syslab.solutions.caching.LeasedCatalogue;
import dev.syslab.solutions.caching.ViewBuffer;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.UUID;

@Mistake(
    stage = 6,
    summary = "a new name for each attempt: a batch that is already stored is stored again",
    killedBy = "a_batch_whose_flusher_died_after_its_commit_is_not_added_twice",
    hint = "idempotent-flush")
public final class NamesEachTryAnew extends LeasedCatalogue {
  public NamesEachTryAnew(Environment env) {
    super(env);
  }

  @Override
  protected ViewBuffer views(ViewTable viewTable) {
    return new BatchedViews(redis, viewTable) {
      @Override
      protected void write(Batch batch) {
        table.add(UUID.randomUUID().toString(), batch.views());
        done(batch.name());
      }
    };
  }
}
