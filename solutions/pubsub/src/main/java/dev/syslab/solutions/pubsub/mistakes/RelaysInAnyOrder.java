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
    summary = "reads the outbox without ORDER BY: rows usually come in the order of the saves",
    killedBy = "what_was_saved_is_sent_once_and_what_was_not_is_never_sent",
    hint = "outbox")
public final class RelaysInAnyOrder extends OnceUploads {

  public RelaysInAnyOrder(Environment env) {
    super(env);
  }

  @Override
  protected Outbox outbox() {
    return new Outbox(effects) {
      @Override
      protected List<Row> next(Connection connection) throws SQLException {
        return rows(
            connection,
            "SELECT position, id, owner, content, bytes FROM outbox JOIN upload ON id = upload_id"
                + " WHERE NOT sent LIMIT 100");
      }
    };
  }
}
