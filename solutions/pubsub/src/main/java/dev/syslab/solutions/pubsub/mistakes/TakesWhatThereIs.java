package dev.syslab.solutions.pubsub.mistakes;

import com.rabbitmq.client.Channel;
import dev.syslab.labs.pubsub.Role;
import dev.syslab.solutions.pubsub.OnceUploads;
import dev.syslab.solutions.pubsub.QueueNames;
import dev.syslab.solutions.pubsub.QueueWorker;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 3,
    summary = "sets no prefetch: RabbitMQ sends one worker all that is there",
    killedBy = "a_stuck_worker_keeps_a_few_uploads_from_the_others",
    hint = "prefetch")
public final class TakesWhatThereIs extends OnceUploads {
  public TakesWhatThereIs(Environment env) {
    super(env);
  }

  @Override
  protected QueueWorker queueWorker(QueueNames names, Role role) {
    return new QueueWorker(env.amqp(), names, upload -> act(role, upload)) {
      @Override
      protected void prefetch(Channel channel, int count) {}
    };
  }
}
