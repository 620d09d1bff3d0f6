package dev.syslab.solutions.bloomfilter.mistakes;

import dev.syslab.labs.bloomfilter.UnavailableException;
import dev.syslab.labs.bloomfilter.WatchedTable;
import dev.syslab.solutions.bloomfilter.Filters;
import dev.syslab.solutions.bloomfilter.PairFilter;
import dev.syslab.solutions.bloomfilter.RedisServer;
import dev.syslab.solutions.bloomfilter.WatchedClips;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.List;

@Mistake(
    stage = 8,
    summary =
        "writes the row also where Redis does not answer: when it does again, its filter denies the row",
    killedBy = "without_redis_watched_answers_and_watch_refuses",
    hint = "all-or-refuse")
public final class NotesWithoutTheFilter extends Filters {
  public NotesWithoutTheFilter(Environment env) {
    super(env);
  }

  @Override
  protected WatchedClips clips(WatchedTable table, RedisServer redis) {
    return new WatchedClips(table, new PairFilter(redis)) {
      @Override
      protected void tell(List<String> keys) {
        try {
          super.tell(keys);
        } catch (UnavailableException e) {
          // It is only a filter.
        }
      }
    };
  }
}
