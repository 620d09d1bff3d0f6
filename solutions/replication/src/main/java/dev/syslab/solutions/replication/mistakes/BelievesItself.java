package dev.syslab.solutions.replication.mistakes;

import dev.syslab.solutions.replication.Heard;
import dev.syslab.solutions.replication.LogPositions;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 7,
    summary =
        "considers the primary dead if the orchestrator itself cannot reach it, even if others can",
    killedBy = "a_cut_network_alone_is_no_death",
    hint = "somebody-reaches-it")
public final class BelievesItself extends LogPositions {
  public BelievesItself(Environment env) {
    super(env);
  }

  @Override
  protected boolean dead(Heard heard, int primary) {
    return !reaches(primary).join();
  }
}
