package dev.syslab.solutions.replication.mistakes;

import dev.syslab.labs.replication.Answer;
import dev.syslab.solutions.replication.LogPositions;
import dev.syslab.solutions.replication.Position;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.time.Duration;
import java.util.List;

@Mistake(
    stage = 3,
    summary = "a session that has written reads from the primary from then on",
    killedBy = "a_replica_that_has_come_so_far_answers_in_place_of_the_primary",
    hint = "any-that-has-come-so-far")
public final class SticksToThePrimary extends LogPositions {
  public SticksToThePrimary(Environment env) {
    super(env);
  }

  @Override
  protected Answer readAfter(Position after, Duration patience, List<String> statements) {
    return runOnPrimary(after, statements);
  }
}
