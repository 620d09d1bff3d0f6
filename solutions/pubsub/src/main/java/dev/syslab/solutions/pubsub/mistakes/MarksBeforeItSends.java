package dev.syslab.solutions.pubsub.mistakes;

import dev.syslab.labs.pubsub.Upload;
import dev.syslab.solutions.pubsub.OnceUploads;
import dev.syslab.solutions.pubsub.Outbox;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;

@Mistake(
    stage = 7,
    summary = "marks a row as sent before Kafka has confirmed it",
    killedBy = "what_was_saved_is_sent_though_kafka_was_away_and_its_relay_was_killed",
    hint = "mark-after-confirm")
public final class MarksBeforeItSends extends OnceUploads {
  public MarksBeforeItSends(Environment env) {
    super(env);
  }

  @Override
  protected Outbox outbox() {
    return new Outbox(effects) {
      @Override
      protected void send(Connection connection, List<Row> rows, Consumer<List<Upload>> send)
          throws SQLException {
        mark(connection, rows);
        connection.commit();
        send.accept(rows.stream().map(Row::upload).toList());
      }
    };
  }
}
