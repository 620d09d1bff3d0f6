package dev.syslab.solutions.caching.mistakes;

import dev.syslab.labs.caching.ViewTable;
import dev.syslab.solutions.caching.BatchedViews;
import dev.syslab.solutions.caching.LeasedCatalogue;
import dev.syslab.solutions.caching.ViewBuffer;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import redis.clients.jedis.exceptions.JedisException;

@Mistake(
    stage = 6,
    summary =
        "resends the increment when the connection is closed: it may already have been "
            + "executed",
    killedBy = "a_view_whose_answer_is_lost_is_counted_once_at_most",
    hint = "a-view-is-not-idempotent")
public final class RetriesAView extends LeasedCatalogue {
  public RetriesAView(Environment env) {
    super(env);
  }

  @Override
  protected ViewBuffer views(ViewTable viewTable) {
    return new BatchedViews(redis, viewTable) {
      @Override
      public void add(String id) {
        // Twice: in the pool, there may be another connection that is broken.
        for (int left = 2; ; left--) {
          try {
            super.add(id);
            return;
          } catch (JedisException e) {
            if (left == 0) {
              throw e;
            }
          }
        }
      }
    };
  }
}
