package dev.syslab.solutions.caching.mistakes;

import dev.syslab.labs.caching.ViewTable;
import dev.syslab.solutions.caching.BatchedViews;
import dev.syslab.solutions.caching.LeasedCatalogue;
import dev.syslab.solutions.caching.ViewBuffer;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

@Mistake(
    stage = 6,
    summary =
        "reads the counters, stores them, deletes them: views that arrived in between are "
            + "lost",
    killedBy = "views_that_come_while_others_are_stored_are_kept",
    hint = "batching")
public final class DeletesWhatCameMeanwhile extends LeasedCatalogue {
  public DeletesWhatCameMeanwhile(Environment env) {
    super(env);
  }

  @Override
  protected ViewBuffer views(ViewTable viewTable) {
    return new BatchedViews(redis, viewTable) {
      @Override
      public void add(String id) {
        redis.hincrBy("views", id, 1);
      }

      @Override
      protected void flush() {
        Map<String, Long> views = new HashMap<>();
        redis.hgetAll("views").forEach((id, count) -> views.put(id, Long.valueOf(count)));
        table.add(UUID.randomUUID().toString(), views);
        redis.del("views");
      }
    };
  }
}
