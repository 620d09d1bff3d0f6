package dev.syslab.solutions.replication.mistakes;

import dev.syslab.labs.replication.ControlPlane.Name;
import dev.syslab.solutions.replication.LogPositions;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.Optional;

@Mistake(
    stage = 7,
    summary = "gets a new primary first, and cuts the power of the old one when there is time",
    killedBy = "a_primary_that_hangs_is_fenced_before_another_takes_over",
    hint = "fence-first")
public final class PublishesThenFences extends LogPositions {
  public PublishesThenFences(Environment env) {
    super(env);
  }

  @Override
  protected void failOver(Name old) {
    Optional<Integer> best = mostAdvanced(old.server());
    if (best.isPresent()) {
      replace(old, decide(old, best.get()));
      fence(old.server());
    }
  }
}
