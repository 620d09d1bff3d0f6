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
    summary = "several relays, each with the rows that no other has locked (SKIP LOCKED)",
    killedBy = "two_relays_keep_an_owners_order",
    hint = "one-relay-at-a-time")
public final class SharesTheRows extends OnceUploads {
  public SharesTheRows(Environment env) {
    super(env);
  }

  @Override
  protected Outbox outbox() {
    return new Outbox(effects) {
      @Override
      protected boolean locked(Connection connection) {
        return true;
      }

      @Override
      protected List<Row> next(Connection connection) throws SQLException {
        return rows(
            connection,
            "SELECT position, id, owner, content, bytes FROM outbox JOIN upload ON id = upload_id"
                + " WHERE NOT sent ORDER BY position LIMIT 1 FOR UPDATE OF outbox SKIP LOCKED");
      }
    };
  }
}
