package dev.syslab.solutions.caching.mistakes;

import dev.syslab.labs.caching.ViewTable;
import dev.syslab.solutions.caching.BatchedViews;
import dev.syslab.solutions.caching.LeasedCatalogue;
import dev.syslab.solutions.caching.ViewBuffer;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.HashMap;
import java.util.Map;

@Mistake(
    stage = 6,
    summary = "takes the text between two colons of a field for the id",
    killedBy = "views_that_come_while_others_are_stored_are_kept",
    hint = "batching")
public final class SplitsFieldsAtColons extends LeasedCatalogue {
  public SplitsFieldsAtColons(Environment env) {
    super(env);
  }

  @Override
  protected ViewBuffer views(ViewTable viewTable) {
    return new BatchedViews(redis, viewTable) {
      @Override
      public void add(String id) {
        super.add("view:" + id);
      }

      @Override
      protected void write(Batch batch) {
        Map<String, Long> views = new HashMap<>();
        batch.views().forEach((field, count) -> views.merge(field.split(":")[1], count, Long::sum));
        super.write(new Batch(batch.name(), views));
      }
    };
  }
}
