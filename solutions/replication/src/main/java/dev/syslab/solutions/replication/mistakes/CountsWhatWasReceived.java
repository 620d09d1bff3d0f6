package dev.syslab.solutions.replication.mistakes;

import dev.syslab.solutions.replication.LogPositions;
import dev.syslab.solutions.replication.Position;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 2,
    summary = "subtracts what a replica has received, not what it shows",
    killedBy = "lag_is_what_was_written_and_is_not_shown_yet",
    hint = "written-minus-replayed")
public final class CountsWhatWasReceived extends LogPositions {
  public CountsWhatWasReceived(Environment env) {
    super(env);
  }

  private static final String RECEIVED =
      "SELECT '', coalesce(pg_last_wal_receive_lsn(), pg_last_wal_replay_lsn())";

  @Override
  protected Position position(int server) {
    return server == primary()
        ? super.position(server)
        : servers.in(server, connection -> Position.of(connection, RECEIVED));
  }
}
