package dev.syslab.solutions.replication.mistakes;

import dev.syslab.labs.replication.Answer;
import dev.syslab.labs.replication.UnavailableException;
import dev.syslab.solutions.replication.LogPositions;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.List;

@Mistake(
    stage = 1,
    summary = "tries a write again if its answer is lost: it may have happened",
    killedBy = "a_write_whose_answer_is_lost_is_not_repeated",
    hint = "perhaps-it-has-happened")
public final class RepeatsALostWrite extends LogPositions {
  public RepeatsALostWrite(Environment env) {
    super(env);
  }

  @Override
  public Answer write(List<String> statements) {
    try {
      return super.write(statements);
    } catch (UnavailableException e) {
      return super.write(statements);
    }
  }
}
