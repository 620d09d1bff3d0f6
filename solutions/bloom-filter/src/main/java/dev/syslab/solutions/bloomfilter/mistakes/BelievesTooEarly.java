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
    summary = "trusts the new filter while the table is still being read",
    killedBy = "nothing_is_missed_while_a_rebuild_goes_on",
    hint = "not-before-it-is-complete")
public final class BelievesTooEarly extends Filters {
  public BelievesTooEarly(Environment env) {
    super(env);
  }

  @Override
  protected WatchedClips clips(WatchedTable table, RedisServer redis) {
    return new WatchedClips(
        table,
        new PairFilter(redis) {
          @Override
          protected boolean mayBelieve(Header header) {
            return true;
          }
        });
  }
}
