package dev.syslab.solutions.replication.mistakes;

import dev.syslab.labs.replication.Answer;
import dev.syslab.labs.replication.Rows;
import dev.syslab.labs.replication.Servers;
import dev.syslab.solutions.replication.LogPositions;
import dev.syslab.solutions.replication.Position;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

@Mistake(
    stage = 3,
    summary = "asks for the position before COMMIT: it lies in front of the commit's own record",
    killedBy = "a_token_is_not_reached_before_the_commit_is_shown",
    hint = "after-the-commit")
public final class AsksBeforeTheCommit extends LogPositions {
  public AsksBeforeTheCommit(Environment env) {
    super(env);
  }

  @Override
  protected Answer answer(Connection connection, List<String> statements) throws SQLException {
    List<Rows> results = Servers.run(connection, statements);
    return new Answer(results, Optional.of(Position.of(connection).token()));
  }
}
