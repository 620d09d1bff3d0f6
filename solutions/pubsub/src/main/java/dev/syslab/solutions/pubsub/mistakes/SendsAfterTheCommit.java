package dev.syslab.solutions.pubsub.mistakes;

import dev.syslab.labs.pubsub.UnavailableException;
import dev.syslab.labs.pubsub.Upload;
import dev.syslab.solutions.pubsub.OnceUploads;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.List;

@Mistake(
    stage = 7,
    summary = "sends the upload once it is saved: if Kafka is away just then, it is never sent",
    killedBy = "a_save_needs_no_kafka",
    hint = "outbox")
public final class SendsAfterTheCommit extends OnceUploads {
  private volatile String topic;

  public SendsAfterTheCommit(Environment env) {
    super(env);
  }

  @Override
  public void relay(String to) {
    topic = to;
  }

  @Override
  public void save(Upload upload) {
    super.save(upload);
    try {
      send(topic, List.of(upload));
    } catch (UnavailableException e) {
      System.err.println("saved, and not sent: " + e.getMessage());
    }
  }
}
