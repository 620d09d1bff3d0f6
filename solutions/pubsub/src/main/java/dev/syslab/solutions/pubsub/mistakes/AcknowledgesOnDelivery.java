package dev.syslab.solutions.pubsub.mistakes;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Delivery;
import dev.syslab.labs.pubsub.Role;
import dev.syslab.solutions.pubsub.OnceUploads;
import dev.syslab.solutions.pubsub.QueueNames;
import dev.syslab.solutions.pubsub.QueueWorker;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 3,
    summary = "treats a delivery as the effect (automatic acknowledgement)",
    killedBy = "what_a_killed_worker_has_not_finished_another_worker_does",
    hint = "ack-after-effect")
public final class AcknowledgesOnDelivery extends OnceUploads {
  public AcknowledgesOnDelivery(Environment env) {
    super(env);
  }

  @Override
  protected QueueWorker queueWorker(QueueNames names, Role role) {
    return new QueueWorker(env.amqp(), names, upload -> act(role, upload)) {
      @Override
      protected boolean autoAck() {
        return true;
      }

      @Override
      protected void ack(Channel channel, Delivery delivery) {}
    };
  }
}
