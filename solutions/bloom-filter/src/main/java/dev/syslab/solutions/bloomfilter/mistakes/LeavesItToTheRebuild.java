package dev.syslab.solutions.bloomfilter.mistakes;

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
        "tells a filter nothing while it is being rebuilt, since the rebuild reads the table anyway",
    killedBy = "nothing_is_missed_while_a_rebuild_goes_on",
    hint = "not-before-it-is-complete")
public final class LeavesItToTheRebuild extends Filters {
  public LeavesItToTheRebuild(Environment env) {
    super(env);
  }

  @Override
  protected WatchedClips clips(WatchedTable table, RedisServer redis) {
    return new WatchedClips(table, new PairFilter(redis)) {
      @Override
      protected void tell(List<String> keys) {
        if (filter.containsIfComplete(keys).isPresent()) {
          super.tell(keys);
        }
      }
    };
  }
}
