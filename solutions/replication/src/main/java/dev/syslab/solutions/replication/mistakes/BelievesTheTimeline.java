package dev.syslab.solutions.replication.mistakes;

import dev.syslab.labs.replication.StatementException;
import dev.syslab.labs.replication.UnavailableException;
import dev.syslab.solutions.replication.LogPositions;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 8,
    summary =
        "goes by the timeline: a replica of another replica is on the new primary's, too, and"
            + " loses its source when that replica is gone",
    killedBy = "an_old_primary_loses_what_only_it_had_and_follows",
    hint = "a-fresh-copy")
public final class BelievesTheTimeline extends LogPositions {
  private static final String WRITTEN =
      "SELECT format('pg_last_wal_replay_lsn() >= %L AND received_tli = %s', lsn,"
          + " ('x' || left(pg_walfile_name(lsn), 8))::bit(32)::int) FROM pg_current_wal_lsn() lsn";

  public BelievesTheTimeline(Environment env) {
    super(env);
  }

  @Override
  public boolean rejoined(int server) {
    String there = value(control.name().server(), WRITTEN).orElseThrow();
    String sql = "SELECT 1 FROM pg_stat_wal_receiver WHERE status = 'streaming' AND " + there;
    try {
      return value(server, sql).isPresent();
    } catch (UnavailableException | StatementException e) {
      return false;
    }
  }
}
