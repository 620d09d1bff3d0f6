package dev.syslab.solutions.replication.mistakes;

import dev.syslab.solutions.replication.LogPositions;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.List;

@Mistake(
    stage = 1,
    summary = "always asks the first replica first: the others are idle",
    killedBy = "reads_are_spread_over_the_replicas",
    hint = "in-turn")
public final class FirstReplicaFirst extends LogPositions {
  public FirstReplicaFirst(Environment env) {
    super(env);
  }

  @Override
  protected List<Integer> replicasInTurn() {
    return super.replicasInTurn().stream().sorted().toList();
  }
}
