package dev.syslab.solutions.bloomfilter.mistakes;

import dev.syslab.labs.bloomfilter.WatchedTable;
import dev.syslab.solutions.bloomfilter.Filters;
import dev.syslab.solutions.bloomfilter.Header;
import dev.syslab.solutions.bloomfilter.PairFilter;
import dev.syslab.solutions.bloomfilter.RedisServer;
import dev.syslab.solutions.bloomfilter.WatchedClips;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 8,
    summary =
        "reads the table immediately: a writer that used the old filter and commits later is "
            + "in neither",
    killedBy = "a_row_that_is_on_its_way_when_a_rebuild_begins_is_found",
    hint = "wait-for-writers")
public final class WaitsForNobody extends Filters {
  public WaitsForNobody(Environment env) {
    super(env);
  }

  @Override
  protected WatchedClips clips(WatchedTable table, RedisServer redis) {
    return new WatchedClips(table, new PairFilter(redis)) {
      @Override
      public void rebuild(long rows) {
        Header header = filter.replace(rows);
        fill(header);
        filter.complete(header);
      }
    };
  }
}
