package dev.syslab.solutions.caching.mistakes;

import dev.syslab.labs.caching.ViewTable;
import dev.syslab.solutions.caching.BatchedViews;
import dev.syslab.solutions.caching.LeasedCatalogue;
import dev.syslab.solutions.caching.ViewBuffer;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 6,
    summary =
        "deletes the batch without comparing its name: by then it may be another one, not yet "
            + "stored",
    killedBy = "a_late_flusher_does_not_forget_the_next_batch",
    hint = "whose-batch")
public final class ForgetsWhateverBatchIsThere extends LeasedCatalogue {
  public ForgetsWhateverBatchIsThere(Environment env) {
    super(env);
  }

  @Override
  protected ViewBuffer views(ViewTable viewTable) {
    return new BatchedViews(redis, viewTable) {
      @Override
      protected void done(String name) {
        redis.del("views:batch");
      }
    };
  }
}
