package dev.syslab.solutions.replication.mistakes;

import dev.syslab.labs.replication.Answer;
import dev.syslab.solutions.replication.LogPositions;
import dev.syslab.solutions.replication.Position;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.time.Duration;
import java.util.List;

@Mistake(
    stage = 5,
    summary = "looks at each replica once, and goes to the primary without waiting",
    killedBy = "a_call_waits_for_whichever_replica_is_first",
    hint = "look-again")
public final class LooksOnce extends LogPositions {
  public LooksOnce(Environment env) {
    super(env);
  }

  @Override
  protected Answer readAfter(Position after, Duration patience, List<String> statements) {
    return super.readAfter(after, Duration.ZERO, statements);
  }
}
