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
    summary = "returns the filter’s yes as the answer: one clip in a hundred was never watched",
    killedBy = "answers_are_exact_on_every_server",
    hint = "a-yes-is-checked")
public final class TrustsTheFilter extends Filters {
  public TrustsTheFilter(Environment env) {
    super(env);
  }

  @Override
  protected WatchedClips clips(WatchedTable table, RedisServer redis) {
    return new WatchedClips(table, new PairFilter(redis)) {
      @Override
      public List<Boolean> watched(String viewer, List<String> clips) {
        return maybe(keys(viewer, clips));
      }
    };
  }
}
