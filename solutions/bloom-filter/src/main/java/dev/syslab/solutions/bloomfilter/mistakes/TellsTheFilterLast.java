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
        "commits the row, then updates the filter: a crash in between leaves a row that is "
            + "denied forever",
    killedBy = "a_server_that_cannot_tell_the_filter_leaves_no_row_that_it_misses",
    hint = "all-or-refuse")
public final class TellsTheFilterLast extends Filters {
  public TellsTheFilterLast(Environment env) {
    super(env);
  }

  @Override
  protected WatchedClips clips(WatchedTable table, RedisServer redis) {
    return new WatchedClips(table, new PairFilter(redis)) {
      @Override
      public void watch(String viewer, List<String> clips) {
        table.insert(viewer, clips, () -> {});
        tell(keys(viewer, clips));
      }
    };
  }
}
