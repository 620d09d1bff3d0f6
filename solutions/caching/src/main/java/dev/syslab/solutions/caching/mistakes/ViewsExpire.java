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
        "gives every key a time to live, including the views: a long night without PostgreSQL "
            + "loses them",
    killedBy = "a_view_does_not_wait_for_the_database_however_long_it_is_away",
    hint = "write-behind")
public final class ViewsExpire extends LeasedCatalogue {
  public ViewsExpire(Environment env) {
    super(env);
  }

  @Override
  protected ViewBuffer views(ViewTable viewTable) {
    return new BatchedViews(redis, viewTable) {
      @Override
      public void add(String id) {
        super.add(id);
        redis.pexpire("views:open", TIME_TO_LIVE.toMillis());
      }
    };
  }
}
