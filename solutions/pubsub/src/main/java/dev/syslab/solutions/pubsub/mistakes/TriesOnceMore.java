package dev.syslab.solutions.pubsub.mistakes;

import com.rabbitmq.client.Delivery;
import dev.syslab.labs.pubsub.Role;
import dev.syslab.solutions.pubsub.OnceUploads;
import dev.syslab.solutions.pubsub.QueueNames;
import dev.syslab.solutions.pubsub.QueueWorker;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 4,
    summary = "counts from 0 and stops one too late",
    killedBy = "a_refused_upload_is_tried_three_times_and_laid_aside",
    hint = "attempts")
public final class TriesOnceMore extends OnceUploads {
  public TriesOnceMore(Environment env) {
    super(env);
  }

  @Override
  protected QueueWorker queueWorker(QueueNames names, Role role) {
    return new QueueWorker(env.amqp(), names, upload -> act(role, upload)) {
      @Override
      protected int attempts(Delivery delivery) {
        return super.attempts(delivery) - (delivery.getProperties().getHeaders() == null ? 1 : 0);
      }
    };
  }
}
