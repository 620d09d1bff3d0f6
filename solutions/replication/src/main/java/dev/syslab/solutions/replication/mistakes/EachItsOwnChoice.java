package dev.syslab.solutions.replication.mistakes;

import dev.syslab.labs.replication.ControlPlane.Name;
import dev.syslab.solutions.replication.LogPositions;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 7,
    summary = "each orchestrator promotes the one that it has chosen: of two equals, each another",
    killedBy = "two_orchestrators_promote_one_server",
    hint = "decided-once")
public final class EachItsOwnChoice extends LogPositions {
  private final int id;

  public EachItsOwnChoice(Environment env) {
    super(env);
    this.id = env.id();
  }

  @Override
  protected int decide(Name old, int candidate) {
    return 1 + id % 2;
  }
}
