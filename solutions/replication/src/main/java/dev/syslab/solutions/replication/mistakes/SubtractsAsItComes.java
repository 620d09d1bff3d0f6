package dev.syslab.solutions.replication.mistakes;

import dev.syslab.solutions.replication.LogPositions;
import dev.syslab.solutions.replication.Position;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.Optional;

@Mistake(
    stage = 2,
    summary = "subtracts positions that were asked for one after the other: a lag of -100 bytes",
    killedBy = "a_lag_is_never_negative",
    hint = "written-minus-replayed")
public final class SubtractsAsItComes extends LogPositions {
  public SubtractsAsItComes(Environment env) {
    super(env);
  }

  @Override
  protected Optional<Long> lag(Optional<Position> written, Optional<Position> replayed) {
    return written.flatMap(primary -> replayed.map(replica -> primary.bytes() - replica.bytes()));
  }
}
