package dev.syslab.solutions.pubsub.mistakes;

import dev.syslab.labs.pubsub.Role;
import dev.syslab.solutions.pubsub.OnceUploads;
import dev.syslab.solutions.pubsub.QueueNames;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 4,
    summary = "both roles lay aside in one queue for the topic",
    killedBy = "what_one_role_is_refused_the_other_does",
    hint = "roles-apart")
public final class OneHeapOfDeadLetters extends OnceUploads {
  public OneHeapOfDeadLetters(Environment env) {
    super(env);
  }

  @Override
  protected QueueNames names(String topic, Role role) {
    QueueNames names = super.names(topic, role);
    return new QueueNames(
        names.queue(), names.retry(), names.again(), super.names(topic, Role.INDEXER).dead());
  }
}
