package dev.syslab.solutions.replication.mistakes;

import dev.syslab.solutions.replication.LogPositions;
import dev.syslab.solutions.replication.Position;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.Optional;

@Mistake(
    stage = 2,
    summary = "if the primary does not answer, nobody is known to be behind",
    killedBy = "nothing_is_known_while_the_primary_is_silent",
    hint = "unknown-is-too-far")
public final class TakesUnknownForNone extends LogPositions {
  public TakesUnknownForNone(Environment env) {
    super(env);
  }

  @Override
  protected Optional<Long> lag(Optional<Position> written, Optional<Position> replayed) {
    return replayed.map(
        replica ->
            written.map(primary -> Math.max(0, primary.bytes() - replica.bytes())).orElse(0L));
  }
}
