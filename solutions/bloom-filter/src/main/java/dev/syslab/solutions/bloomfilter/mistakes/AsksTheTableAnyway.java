package dev.syslab.solutions.bloomfilter.mistakes;

import dev.syslab.labs.bloomfilter.WatchedTable;
import dev.syslab.solutions.bloomfilter.Filters;
import dev.syslab.solutions.bloomfilter.PairFilter;
import dev.syslab.solutions.bloomfilter.RedisServer;
import dev.syslab.solutions.bloomfilter.WatchedClips;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.Collections;
import java.util.List;

@Mistake(
    stage = 8,
    summary = "queries the table in every call, to be sure: the filter saves nothing",
    killedBy = "clips_that_were_not_watched_hardly_ever_reach_the_database",
    hint = "a-no-is-enough")
public final class AsksTheTableAnyway extends Filters {
  public AsksTheTableAnyway(Environment env) {
    super(env);
  }

  @Override
  protected WatchedClips clips(WatchedTable table, RedisServer redis) {
    return new WatchedClips(table, new PairFilter(redis)) {
      @Override
      protected List<Boolean> maybe(List<String> keys) {
        return Collections.nCopies(keys.size(), true);
      }
    };
  }
}
