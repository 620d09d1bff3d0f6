package dev.syslab.solutions.replication.mistakes;

import dev.syslab.solutions.replication.LogPositions;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 7,
    summary = "waits for the replica while the old primary goes on: what comes after that is lost",
    killedBy = "a_planned_switch_loses_nothing",
    hint = "stop-writes-first")
public final class SwitchesUnderWrites extends LogPositions {
  public SwitchesUnderWrites(Environment env) {
    super(env);
  }

  @Override
  protected void closeForWrites(int server) {}
}
