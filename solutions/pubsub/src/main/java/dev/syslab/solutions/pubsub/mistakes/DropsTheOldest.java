package dev.syslab.solutions.pubsub.mistakes;

import dev.syslab.solutions.pubsub.OnceUploads;
import dev.syslab.solutions.pubsub.QueueNames;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.Map;

@Mistake(
    stage = 8,
    summary = "bounds the queue, but keeps RabbitMQ's default overflow: drop the oldest",
    killedBy = "what_waits_is_bounded_and_what_was_accepted_is_done",
    hint = "backlog")
public final class DropsTheOldest extends OnceUploads {
  public DropsTheOldest(Environment env) {
    super(env);
  }

  @Override
  protected Map<String, Object> ofWork(QueueNames names) {
    return Map.of("x-max-length", BACKLOG);
  }
}
