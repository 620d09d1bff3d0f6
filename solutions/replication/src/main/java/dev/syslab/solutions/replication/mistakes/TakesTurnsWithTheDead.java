package dev.syslab.solutions.replication.mistakes;

import dev.syslab.labs.replication.Answer;
import dev.syslab.labs.replication.ReadOnlyException;
import dev.syslab.solutions.replication.Check;
import dev.syslab.solutions.replication.LogPositions;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.List;

@Mistake(
    stage = 1,
    summary = "asks the replica whose turn it is, whether it lives or not",
    killedBy = "a_replica_that_is_down_or_silent_costs_no_read",
    hint = "pass-over-the-dead")
public final class TakesTurnsWithTheDead extends LogPositions {
  public TakesTurnsWithTheDead(Environment env) {
    super(env);
  }

  @Override
  public Answer read(List<String> statements) {
    Check.statements(statements);
    try {
      return run(replicasInTurn().get(0), statements);
    } catch (ReadOnlyException e) {
      return write(statements);
    }
  }
}
