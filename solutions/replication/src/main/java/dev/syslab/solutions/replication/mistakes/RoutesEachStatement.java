package dev.syslab.solutions.replication.mistakes;

import dev.syslab.labs.replication.Answer;
import dev.syslab.labs.replication.Rows;
import dev.syslab.labs.replication.Token;
import dev.syslab.solutions.replication.Check;
import dev.syslab.solutions.replication.LogPositions;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

@Mistake(
    stage = 1,
    summary = "sends each statement where it belongs: what a write reads, it reads on a replica",
    killedBy = "a_write_goes_to_the_primary_and_a_read_to_a_replica",
    hint = "writes-here-reads-there")
public final class RoutesEachStatement extends LogPositions {
  public RoutesEachStatement(Environment env) {
    super(env);
  }

  @Override
  public Answer write(List<String> statements) {
    Check.statements(statements);
    List<Rows> results = new ArrayList<>();
    Optional<Token> token = Optional.empty();
    for (String sql : statements) {
      List<String> one = List.of(sql);
      Answer answer = sql.startsWith("SELECT") ? read(one) : super.write(one);
      results.addAll(answer.results());
      token = answer.token();
    }
    return new Answer(results, token);
  }
}
