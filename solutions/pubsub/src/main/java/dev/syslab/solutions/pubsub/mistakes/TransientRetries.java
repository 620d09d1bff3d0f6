package dev.syslab.solutions.pubsub.mistakes;

import com.rabbitmq.client.AMQP;
import dev.syslab.labs.pubsub.Role;
import dev.syslab.solutions.pubsub.OnceUploads;
import dev.syslab.solutions.pubsub.QueueNames;
import dev.syslab.solutions.pubsub.QueueWorker;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 4,
    summary = "messages in the retry queue and among the dead letters are not persistent",
    killedBy = "refused_uploads_survive_a_killed_broker",
    hint = "durable")
public final class TransientRetries extends OnceUploads {
  public TransientRetries(Environment env) {
    super(env);
  }

  @Override
  protected QueueWorker queueWorker(QueueNames names, Role role) {
    return new QueueWorker(env.amqp(), names, upload -> act(role, upload)) {
      @Override
      protected AMQP.BasicProperties properties(int attempts) {
        return super.properties(attempts).builder().deliveryMode(1).build();
      }
    };
  }
}
