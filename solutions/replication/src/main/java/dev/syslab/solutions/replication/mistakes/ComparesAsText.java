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
    summary = "compares positions as texts: 0/9 comes after 0/3000148",
    killedBy = "positions_are_compared_as_numbers",
    hint = "numbers-not-texts")
public final class ComparesAsText extends LogPositions {
  public ComparesAsText(Environment env) {
    super(env);
  }

  @Override
  protected Optional<Answer> run(int replica, Position after, List<String> statements) {
    return servers.in(
        replica,
        connection ->
            Position.of(connection).token().position().compareTo(after.token().position()) >= 0
                ? Optional.of(answer(connection, statements))
                : Optional.empty());
  }
}
