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
    summary = "takes the end of the log on disk: an asynchronous commit is only in memory yet",
    killedBy = "an_asynchronous_write_is_seen_by_the_next_read",
    hint = "written-in-memory")
public final class AsksWhatIsOnDisk extends LogPositions {
  private static final String ON_DISK =
      "SELECT (SELECT id FROM cluster), CASE WHEN pg_is_in_recovery()"
          + " THEN pg_last_wal_replay_lsn() ELSE pg_current_wal_lsn() END";

  public AsksWhatIsOnDisk(Environment env) {
    super(env);
  }

  @Override
  protected Answer answer(Connection connection, List<String> statements) throws SQLException {
    List<Rows> results = Servers.run(connection, statements);
    connection.commit();
    return new Answer(results, Optional.of(Position.of(connection, ON_DISK).token()));
  }
}
