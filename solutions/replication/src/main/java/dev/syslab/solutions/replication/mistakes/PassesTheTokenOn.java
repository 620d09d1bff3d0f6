package dev.syslab.solutions.replication.mistakes;

import dev.syslab.labs.replication.Answer;
import dev.syslab.solutions.replication.LogPositions;
import dev.syslab.solutions.replication.Position;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.List;
import java.util.Optional;

@Mistake(
    stage = 3,
    summary = "only write has a new token: one that a read has written for is not handed out",
    killedBy = "a_read_that_turns_out_to_write_hands_out_a_token_for_that",
    hint = "every-answer-has-its-token")
public final class PassesTheTokenOn extends LogPositions {
  public PassesTheTokenOn(Environment env) {
    super(env);
  }

  @Override
  protected Answer runOnPrimary(Position after, List<String> statements) {
    Answer answer = super.runOnPrimary(after, statements);
    return new Answer(answer.results(), Optional.of(after.token()));
  }
}
