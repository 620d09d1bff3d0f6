package dev.syslab.solutions.pubsub.mistakes;

import com.rabbitmq.client.Delivery;
import dev.syslab.labs.pubsub.Role;
import dev.syslab.labs.pubsub.Uploads;
import dev.syslab.solutions.pubsub.OnceUploads;
import dev.syslab.solutions.pubsub.QueueNames;
import dev.syslab.solutions.pubsub.QueueWorker;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 4,
    summary = "lays an upload aside when it is refused for the first time",
    killedBy = "an_upload_that_is_accepted_in_the_end_is_acted_on_once",
    hint = "attempts")
public final class GivesUpAtTheFirstRefusal extends OnceUploads {
  public GivesUpAtTheFirstRefusal(Environment env) {
    super(env);
  }

  @Override
  protected QueueWorker queueWorker(QueueNames names, Role role) {
    return new QueueWorker(env.amqp(), names, upload -> act(role, upload)) {
      @Override
      protected int attempts(Delivery delivery) {
        return Uploads.ATTEMPTS;
      }
    };
  }
}
