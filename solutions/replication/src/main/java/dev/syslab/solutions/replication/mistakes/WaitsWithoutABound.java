package dev.syslab.solutions.replication.mistakes;

import dev.syslab.solutions.replication.LogPositions;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

@Mistake(
    stage = 6,
    summary = "waits for a replica until one comes, or until the connection is given up",
    killedBy = "without_any_replica_the_caller_is_told_in_time",
    hint = "bound-the-commit")
public final class WaitsWithoutABound extends LogPositions {
  public WaitsWithoutABound(Environment env) {
    super(env);
  }

  @Override
  protected void commit(Connection connection, Duration patience) throws SQLException {
    connection.commit();
  }
}
