package dev.syslab.solutions.pubsub.mistakes;

import dev.syslab.labs.pubsub.Role;
import dev.syslab.solutions.pubsub.OnceUploads;
import dev.syslab.solutions.pubsub.QueueNames;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 2,
    summary = "takes the topic as the queue's name as it is: RabbitMQ removes line ends from it",
    killedBy = "topics_that_look_alike_are_different",
    hint = "routing")
public final class TopicsAsQueueNames extends OnceUploads {
  public TopicsAsQueueNames(Environment env) {
    super(env);
  }

  @Override
  protected QueueNames names(String topic, Role role) {
    String name = role + ":" + topic;
    return new QueueNames("work:" + name, "retry:" + name, "dead:" + name);
  }
}
