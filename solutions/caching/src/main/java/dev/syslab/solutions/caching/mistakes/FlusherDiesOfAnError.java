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
    summary = "the flusher does not catch an error from Redis: its thread ends, and nobody notices",
    killedBy = "views_are_stored_also_after_redis_was_away",
    hint = "after-an-error")
public final class FlusherDiesOfAnError extends LeasedCatalogue {
  public FlusherDiesOfAnError(Environment env) {
    super(env);
  }

  @Override
  protected ViewBuffer views(ViewTable viewTable) {
    return new BatchedViews(redis, viewTable) {
      private volatile boolean dead;

      @Override
      protected void flush() {
        if (dead) {
          return;
        }
        try {
          super.flush();
        } catch (JedisException e) {
          dead = true;
        }
      }
    };
  }
}
