package dev.syslab.solutions.pubsub.mistakes;

import dev.syslab.solutions.pubsub.OnceUploads;
import dev.syslab.solutions.pubsub.Outbox;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

@Mistake(
    stage = 7,
    summary = "continues after the highest position that it has sent: a lower one may commit later",
    killedBy = "a_save_that_commits_late_is_sent_too",
    hint = "late-commit")
public final class GoesOnAfterTheLastPosition extends OnceUploads {
  public GoesOnAfterTheLastPosition(Environment env) {
    super(env);
  }

  @Override
  protected Outbox outbox() {
    return new Outbox(effects) {
      private long last;

      @Override
      protected List<Row> next(Connection connection) throws SQLException {
        List<Row> rows =
            super.next(connection).stream().filter(row -> row.position() > last).toList();
        last = rows.isEmpty() ? last : rows.get(rows.size() - 1).position();
        return rows;
      }
    };
  }
}
