package dev.syslab.solutions.replication.mistakes;

import dev.syslab.labs.replication.Answer;
import dev.syslab.labs.replication.UnavailableException;
import dev.syslab.solutions.replication.LogPositions;
import dev.syslab.solutions.replication.Position;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.List;

@Mistake(
    stage = 5,
    summary = "answers from a replica that is behind if the primary is silent",
    killedBy = "without_the_primary_an_old_answer_is_not_given_for_a_new_one",
    hint = "stale-is-not-an-answer")
public final class BetterOldThanNothing extends LogPositions {
  public BetterOldThanNothing(Environment env) {
    super(env);
  }

  @Override
  protected Answer runOnPrimary(Position after, List<String> statements) {
    try {
      return super.runOnPrimary(after, statements);
    } catch (UnavailableException e) {
      return read(statements);
    }
  }
}
