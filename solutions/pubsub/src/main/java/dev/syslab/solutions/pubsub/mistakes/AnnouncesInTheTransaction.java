package dev.syslab.solutions.pubsub.mistakes;

import dev.syslab.labs.pubsub.Upload;
import dev.syslab.solutions.pubsub.OnceUploads;
import dev.syslab.solutions.pubsub.Outbox;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

@Mistake(
    stage = 7,
    summary = "sends the upload while its transaction is open, which may still be rolled back",
    killedBy = "what_was_saved_is_sent_once_and_what_was_not_is_never_sent",
    hint = "outbox")
public final class AnnouncesInTheTransaction extends OnceUploads {
  private volatile String topic;

  public AnnouncesInTheTransaction(Environment env) {
    super(env);
  }

  @Override
  public void relay(String to) {
    topic = to;
  }

  @Override
  protected Outbox outbox() {
    return new Outbox(effects) {
      @Override
      protected void write(Connection connection, Upload upload) throws SQLException {
        super.write(connection, upload);
        AnnouncesInTheTransaction.this.send(topic, List.of(upload));
      }
    };
  }
}
