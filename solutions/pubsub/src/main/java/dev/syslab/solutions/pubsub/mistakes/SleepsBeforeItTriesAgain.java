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

@Mistake(
    stage = 4,
    summary = "waits for the next attempt in the worker's own thread",
    killedBy = "other_uploads_do_not_wait_for_refused_ones",
    hint = "others-do-not-wait")
public final class SleepsBeforeItTriesAgain extends OnceUploads {
  public SleepsBeforeItTriesAgain(Environment env) {
    super(env);
  }

  @Override
  protected QueueWorker queueWorker(QueueNames names, Role role) {
    return new QueueWorker(env.amqp(), names, upload -> act(role, upload)) {
      @Override
      protected void refused(Channel channel, Delivery delivery) throws Exception {
        for (int attempt = 2; attempt <= Uploads.ATTEMPTS; attempt++) {
          Thread.sleep(Uploads.RETRY_AFTER.toMillis());
          try {
            effect.accept(UploadJson.decode(delivery.getBody()));
            return;
          } catch (RefusedException e) {
            // Once more, or never again.
          }
        }
        move(channel, names.dead(), delivery, Uploads.ATTEMPTS);
      }
    };
  }
}
