package dev.syslab.solutions.replication.mistakes;

import dev.syslab.labs.replication.Answer;
import dev.syslab.labs.replication.ReplicaLag;
import dev.syslab.solutions.replication.Check;
import dev.syslab.solutions.replication.LogPositions;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.Comparator;
import java.util.List;

@Mistake(
    stage = 2,
    summary =
        "tries one replica that is near, and then the primary, though the other one is near, too",
    killedBy = "a_near_replica_that_does_not_answer_is_passed_over",
    hint = "pass-over-the-dead")
public final class TriesOneThatIsNear extends LogPositions {
  public TriesOneThatIsNear(Environment env) {
    super(env);
  }

  @Override
  public Answer readWithin(long bytes, List<String> statements) {
    Check.statements(statements);
    List<Integer> turn = replicasInTurn();
    return readOn(
        lags().stream()
            .filter(lag -> lag.bytes().isPresent() && lag.bytes().get() <= bytes)
            .sorted(Comparator.comparing(lag -> turn.indexOf(lag.server())))
            .map(ReplicaLag::server)
            .limit(1)
            .toList(),
        statements);
  }
}
