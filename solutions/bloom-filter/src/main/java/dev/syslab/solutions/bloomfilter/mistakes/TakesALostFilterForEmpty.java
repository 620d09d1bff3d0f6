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
    summary = "answers no if Redis has no filter: after a loss of data, nothing was ever watched",
    killedBy = "a_filter_that_was_lost_says_nothing",
    hint = "lost-is-not-empty")
public final class TakesALostFilterForEmpty extends Filters {
  public TakesALostFilterForEmpty(Environment env) {
    super(env);
  }

  @Override
  protected WatchedClips clips(WatchedTable table, RedisServer redis) {
    return new WatchedClips(table, new PairFilter(redis)) {
      @Override
      protected List<Boolean> maybe(List<String> keys) {
        try {
          return filter.contains(keys);
        } catch (IllegalStateException none) {
          return Collections.nCopies(keys.size(), false);
        }
      }
    };
  }
}
