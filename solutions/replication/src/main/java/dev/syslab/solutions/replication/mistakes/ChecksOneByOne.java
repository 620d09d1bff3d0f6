package dev.syslab.solutions.replication.mistakes;

import dev.syslab.labs.replication.Answer;
import dev.syslab.solutions.replication.Check;
import dev.syslab.solutions.replication.LogPositions;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.List;

@Mistake(
    stage = 1,
    summary = "checks each statement when its turn comes, and commits what went before",
    killedBy = "a_transaction_with_a_bad_statement_has_no_effect",
    hint = "whole-or-not-at-all")
public final class ChecksOneByOne extends LogPositions {
  public ChecksOneByOne(Environment env) {
    super(env);
  }

  @Override
  public Answer write(List<String> statements) {
    Check.between("the number of statements", statements.size(), 1, MOST_STATEMENTS);
    return statements.stream()
        .map(sql -> super.write(List.of(sql)))
        .reduce((one, next) -> next)
        .orElseThrow();
  }
}
