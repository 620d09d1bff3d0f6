package dev.syslab.solutions.pubsub.mistakes;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Delivery;
import dev.syslab.labs.pubsub.Role;
import dev.syslab.solutions.pubsub.OnceUploads;
import dev.syslab.solutions.pubsub.QueueNames;
import dev.syslab.solutions.pubsub.QueueWorker;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.io.IOException;
import java.util.concurrent.TimeoutException;

@Mistake(
    stage = 4,
    summary = "puts a refused upload back into the queue without a pause",
    killedBy = "a_refused_upload_is_tried_three_times_and_laid_aside",
    hint = "attempts")
public final class TriesAgainAtOnce extends OnceUploads {
  public TriesAgainAtOnce(Environment env) {
    super(env);
  }

  @Override
  protected QueueWorker queueWorker(QueueNames names, Role role) {
    return new QueueWorker(env.amqp(), names, upload -> act(role, upload)) {
      @Override
      protected void move(Channel channel, String queue, Delivery delivery, int attempts)
          throws IOException, InterruptedException, TimeoutException {
        String next = queue.equals(names.retry()) ? names.queue() : queue;
        super.move(channel, next, delivery, attempts);
      }
    };
  }
}
