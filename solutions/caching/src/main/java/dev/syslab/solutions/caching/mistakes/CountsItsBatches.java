package dev.syslab.solutions.caching.mistakes;

import dev.syslab.labs.caching.ViewTable;
import dev.syslab.solutions.caching.BatchedViews;
import dev.syslab.solutions.caching.LeasedCatalogue;
import dev.syslab.solutions.caching.ViewBuffer;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.concurrent.atomic.AtomicLong;

@Mistake(
    stage = 6,
    summary =
        "numbers its batches: after a restart it starts from one again, and that name is "
            + "taken",
    killedBy = "a_batch_whose_flusher_died_after_its_commit_is_not_added_twice",
    hint = "idempotent-flush")
public final class CountsItsBatches extends LeasedCatalogue {
  public CountsItsBatches(Environment env) {
    super(env);
  }

  @Override
  protected ViewBuffer views(ViewTable viewTable) {
    return new BatchedViews(redis, viewTable) {
      private final AtomicLong batches = new AtomicLong();

      @Override
      protected void write(Batch batch) {
        String name = redis.get("views:name");
        if (name == null) {
          name = "batch-" + batches.incrementAndGet();
          redis.set("views:name", name);
        }
        table.add(name, batch.views());
        done(batch.name());
        redis.del("views:name");
      }
    };
  }
}
