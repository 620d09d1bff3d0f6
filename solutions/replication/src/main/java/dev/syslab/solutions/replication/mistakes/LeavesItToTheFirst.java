package dev.syslab.solutions.replication.mistakes;

import dev.syslab.labs.replication.ControlPlane.Name;
import dev.syslab.solutions.replication.LogPositions;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 7,
    summary =
        "notes that a recovery is under way, and leaves it to the process that noted it, even if that is dead",
    killedBy = "a_successor_completes_what_a_dead_orchestrator_has_begun",
    hint = "every-step-again")
public final class LeavesItToTheFirst extends LogPositions {
  private final String id;

  public LeavesItToTheFirst(Environment env) {
    super(env);
    this.id = Integer.toString(env.id());
  }

  @Override
  protected void failOver(Name old) {
    if (control.decide(old.epoch() + 1, "in progress", id).equals(id)) {
      super.failOver(old);
    }
  }
}
