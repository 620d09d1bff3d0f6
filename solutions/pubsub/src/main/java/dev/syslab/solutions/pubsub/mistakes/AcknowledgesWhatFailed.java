package dev.syslab.solutions.pubsub.mistakes;

import com.rabbitmq.client.Channel;
import dev.syslab.labs.pubsub.DatabaseException;
import dev.syslab.labs.pubsub.Role;
import dev.syslab.labs.pubsub.Upload;
import dev.syslab.solutions.pubsub.OnceUploads;
import dev.syslab.solutions.pubsub.QueueNames;
import dev.syslab.solutions.pubsub.QueueWorker;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 3,
    summary = "acknowledges an upload although PostgreSQL did not answer, and logs the error",
    killedBy = "a_worker_whose_connection_is_lost_before_the_ack_goes_on",
    hint = "connection-lost")
public final class AcknowledgesWhatFailed extends OnceUploads {

  public AcknowledgesWhatFailed(Environment env) {
    super(env);
  }

  @Override
  protected QueueWorker queueWorker(QueueNames names, Role role) {
    return new QueueWorker(env.amqp(), names, upload -> act(role, upload)) {
      @Override
      protected void act(Channel channel, Upload upload) {
        try {
          effect.accept(upload);
        } catch (DatabaseException e) {
          System.err.println("not done: " + e.getMessage());
        }
      }
    };
  }
}
