package dev.syslab.solutions.replication.mistakes;

import dev.syslab.labs.replication.Answer;
import dev.syslab.solutions.replication.LogPositions;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.time.Duration;
import java.util.List;

@Mistake(
    stage = 6,
    summary = "commits as the session does by default: the primary has it, and nobody else",
    killedBy = "what_was_acknowledged_survives_the_death_of_the_primary",
    hint = "ask-for-a-confirmation")
public final class TrustsTheDefault extends LogPositions {
  public TrustsTheDefault(Environment env) {
    super(env);
  }

  @Override
  public Answer writeDurably(Duration patience, List<String> statements) {
    return write(statements);
  }
}
