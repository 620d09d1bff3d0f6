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
import java.time.Duration;
import java.util.List;
import java.util.Optional;

@Mistake(
    stage = 6,
    summary = "takes a COMMIT that succeeds for a confirmation, whatever warning comes with it",
    killedBy = "a_wait_that_somebody_cancels_is_no_confirmation",
    hint = "success-with-a-warning")
public final class IgnoresTheWarning extends LogPositions {
  public IgnoresTheWarning(Environment env) {
    super(env);
  }

  @Override
  protected Answer confirmed(Connection connection, Duration patience, List<String> statements)
      throws SQLException {
    Servers.run(connection, List.of("SET LOCAL synchronous_commit = 'on'"));
    List<Rows> results = Servers.run(connection, statements);
    commit(connection, patience);
    return new Answer(results, Optional.of(Position.of(connection).token()));
  }
}
