package dev.syslab.solutions.pubsub.mistakes;

import dev.syslab.solutions.pubsub.Broker;
import dev.syslab.solutions.pubsub.OnceUploads;
import dev.syslab.solutions.pubsub.Publisher;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 2,
    summary = "does not ask for what cannot be routed: RabbitMQ confirms it, and drops it",
    killedBy = "an_unroutable_message_is_told_from_its_neighbours",
    hint = "returned")
public final class NotMandatory extends OnceUploads {
  public NotMandatory(Environment env) {
    super(env);
  }

  @Override
  protected Publisher publisher(Broker shared) {
    return new Publisher(shared) {
      @Override
      protected boolean mandatory() {
        return false;
      }
    };
  }
}
