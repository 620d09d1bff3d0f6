package dev.syslab.solutions.pubsub.alternatives;

import dev.syslab.labs.pubsub.Role;
import dev.syslab.solutions.pubsub.OnceUploads;
import dev.syslab.solutions.pubsub.Outbox;
import dev.syslab.solutions.pubsub.QueueNames;
import dev.syslab.solutions.pubsub.QueueWorker;
import dev.syslab.subject.Alternative;
import dev.syslab.subject.Environment;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * Several lanes for each queue, which share the prefetch. Relays take turns by locking the rows
 * themselves: the second waits for the locks of the first, and then finds the rows marked.
 */
@Alternative(
    summary = "four channels for each queue act side by side; relays lock the rows they send")
public final class SeveralLanes extends OnceUploads {
  private static final int LANES = 4;

  public SeveralLanes(Environment env) {
    super(env);
  }

  @Override
  protected int lanes() {
    return LANES;
  }

  @Override
  protected QueueWorker queueWorker(QueueNames names, Role role) {
    return new QueueWorker(env.amqp(), names, upload -> act(role, upload)) {
      @Override
      protected int held() {
        return PREFETCH / LANES;
      }
    };
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
                + " WHERE NOT sent ORDER BY position LIMIT 50 FOR UPDATE OF outbox");
      }
    };
  }
}
