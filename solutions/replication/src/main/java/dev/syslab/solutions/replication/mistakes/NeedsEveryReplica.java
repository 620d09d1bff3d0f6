package dev.syslab.solutions.replication.mistakes;

import dev.syslab.labs.replication.Answer;
import dev.syslab.solutions.replication.LogPositions;
import dev.syslab.solutions.replication.Position;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.time.Duration;
import java.util.List;

@Mistake(
    stage = 6,
    summary = "waits until every replica has it: one that is down stops all writes",
    killedBy = "one_replica_is_enough_and_is_waited_for",
    hint = "one-is-enough")
public final class NeedsEveryReplica extends LogPositions {
  public NeedsEveryReplica(Environment env) {
    super(env);
  }

  @Override
  public Answer writeDurably(Duration patience, List<String> statements) {
    Answer answer = super.writeDurably(patience, statements);
    Position written = Position.of(answer.token().orElseThrow());
    long end = System.nanoTime() + patience.toNanos();
    while (!positions().values().stream()
        .allMatch(position -> position.filter(one -> one.reaches(written)).isPresent())) {
      if (System.nanoTime() > end) {
        throw unconfirmed("not all replicas have it");
      }
    }
    return answer;
  }
}
