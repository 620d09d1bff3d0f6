package dev.syslab.solutions.caching.mistakes;

import dev.syslab.labs.caching.ViewTable;
import dev.syslab.solutions.caching.BatchedViews;
import dev.syslab.solutions.caching.LeasedCatalogue;
import dev.syslab.solutions.caching.ViewBuffer;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.UUID;
import redis.clients.jedis.params.SetParams;

@Mistake(
    stage = 6,
    summary =
        "one server flushes for all, and its lock lasts 20 s: if it dies, views are late by that"
            + " much",
    killedBy = "no_acknowledged_view_is_lost_with_its_server",
    hint = "durable-queue")
public final class LocksTheFlushForLong extends LeasedCatalogue {
  public LocksTheFlushForLong(Environment env) {
    super(env);
  }

  @Override
  protected ViewBuffer views(ViewTable viewTable) {
    String server = UUID.randomUUID().toString();
    return new BatchedViews(redis, viewTable) {
      @Override
      protected void flush() {
        redis.set("views:flusher", server, SetParams.setParams().nx().px(20_000));
        if (server.equals(redis.get("views:flusher"))) {
          redis.pexpire("views:flusher", 20_000);
          super.flush();
        }
      }
    };
  }
}
