package dev.syslab.solutions.replication.mistakes;

import dev.syslab.labs.replication.Answer;
import dev.syslab.labs.replication.Rows;
import dev.syslab.labs.replication.Token;
import dev.syslab.solutions.replication.LogPositions;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

@Mistake(
    stage = 1,
    summary = "runs on the primary only what a replica refuses: the rest has read old rows",
    killedBy = "a_read_that_turns_out_to_write_takes_place_on_the_primary_as_a_whole",
    hint = "all-of-it-again")
public final class GoesOnWhereItMay extends LogPositions {
  public GoesOnWhereItMay(Environment env) {
    super(env);
  }

  @Override
  public Answer read(List<String> statements) {
    List<Rows> results = new ArrayList<>();
    Optional<Token> token = Optional.empty();
    for (String sql : statements) {
      Answer answer = super.read(List.of(sql));
      results.addAll(answer.results());
      token = answer.token();
    }
    return new Answer(results, token);
  }
}
