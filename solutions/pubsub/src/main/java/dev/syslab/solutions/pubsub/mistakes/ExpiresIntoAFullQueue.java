package dev.syslab.solutions.pubsub.mistakes;

import dev.syslab.solutions.pubsub.OnceUploads;
import dev.syslab.solutions.pubsub.QueueNames;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 8,
    summary = "retries go back to the queue itself, which drops them when it is full",
    killedBy = "a_refused_upload_is_not_lost_while_the_queue_is_full",
    hint = "full-and-refused")
public final class ExpiresIntoAFullQueue extends OnceUploads {
  public ExpiresIntoAFullQueue(Environment env) {
    super(env);
  }

  @Override
  protected String afterwards(QueueNames names) {
    return names.queue();
  }
}
