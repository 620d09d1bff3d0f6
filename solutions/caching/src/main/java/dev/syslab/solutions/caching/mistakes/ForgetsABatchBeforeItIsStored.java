package dev.syslab.solutions.caching.mistakes;

import dev.syslab.labs.caching.ViewTable;
import dev.syslab.solutions.caching.BatchedViews;
import dev.syslab.solutions.caching.LeasedCatalogue;
import dev.syslab.solutions.caching.ViewBuffer;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 6,
    summary = "deletes the batch from Redis, then stores it: dying in between loses it",
    killedBy = "no_acknowledged_view_is_lost_with_its_server",
    hint = "durable-queue")
public final class ForgetsABatchBeforeItIsStored extends LeasedCatalogue {
  public ForgetsABatchBeforeItIsStored(Environment env) {
    super(env);
  }

  @Override
  protected ViewBuffer views(ViewTable viewTable) {
    return new BatchedViews(redis, viewTable) {
      @Override
      protected void write(Batch batch) {
        done(batch.name());
        table.add(batch.name(), batch.views());
      }
    };
  }
}
