package dev.syslab.solutions.pubsub.mistakes;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Delivery;
import dev.syslab.labs.pubsub.RefusedException;
import dev.syslab.labs.pubsub.Role;
import dev.syslab.labs.pubsub.UploadJson;
import dev.syslab.solutions.pubsub.OnceUploads;
import dev.syslab.solutions.pubsub.QueueNames;
import dev.syslab.solutions.pubsub.QueueWorker;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 4,
    summary = "acknowledges a refused upload before it is in another queue",
    killedBy = "a_refused_upload_is_not_lost_with_its_worker",
    hint = "move-then-ack")
public final class AcknowledgesBeforeItMoves extends OnceUploads {
  public AcknowledgesBeforeItMoves(Environment env) {
    super(env);
  }

  @Override
  protected QueueWorker queueWorker(QueueNames names, Role role) {
    return new QueueWorker(env.amqp(), names, upload -> act(role, upload)) {
      @Override
      protected void handle(Channel channel, Delivery delivery) throws Exception {
        try {
          act(channel, UploadJson.decode(delivery.getBody()));
          ack(channel, delivery);
        } catch (RefusedException e) {
          ack(channel, delivery);
          refused(channel, delivery);
        }
      }
    };
  }
}
