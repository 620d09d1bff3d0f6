package dev.syslab.solutions.pubsub.mistakes;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Delivery;
import dev.syslab.labs.pubsub.RefusedException;
import dev.syslab.labs.pubsub.Role;
import dev.syslab.labs.pubsub.UploadJson;
import dev.syslab.labs.pubsub.Uploads;
import dev.syslab.solutions.pubsub.OnceUploads;
import dev.syslab.solutions.pubsub.QueueNames;
import dev.syslab.solutions.pubsub.QueueWorker;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

@Mistake(
    stage = 4,
    summary = "keeps refused uploads unacknowledged, and retries them with a timer",
    killedBy = "other_uploads_do_not_wait_for_refused_ones",
    hint = "others-do-not-wait")
public final class RetriesInMemory extends OnceUploads {
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

  public RetriesInMemory(Environment env) {
    super(env);
    owns(timer::shutdownNow);
  }

  @Override
  protected QueueWorker queueWorker(QueueNames names, Role role) {
    return new QueueWorker(env.amqp(), names, upload -> act(role, upload)) {
      @Override
      protected void handle(Channel channel, Delivery delivery) throws Exception {
        attempt(channel, delivery, 1);
      }

      private Void attempt(Channel channel, Delivery delivery, int number) throws Exception {
        try {
          act(channel, UploadJson.decode(delivery.getBody()));
        } catch (RefusedException e) {
          if (number < Uploads.ATTEMPTS) {
            long pause = Uploads.RETRY_AFTER.toMillis();
            timer.schedule(
                () -> attempt(channel, delivery, number + 1), pause, TimeUnit.MILLISECONDS);
            return null;
          }
          move(channel, names.dead(), delivery, number);
        }
        ack(channel, delivery);
        return null;
      }
    };
  }
}
