package dev.syslab.solutions.pubsub.mistakes;

import com.rabbitmq.client.AMQP;
import dev.syslab.solutions.pubsub.Broker;
import dev.syslab.solutions.pubsub.OnceUploads;
import dev.syslab.solutions.pubsub.Publisher;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 2,
    summary = "a durable queue, but messages that are not persistent",
    killedBy = "what_was_stored_is_there_after_the_broker_was_killed",
    hint = "durable")
public final class TransientMessages extends OnceUploads {
  public TransientMessages(Environment env) {
    super(env);
  }

  @Override
  protected Publisher publisher(Broker shared) {
    return new Publisher(shared) {
      @Override
      protected AMQP.BasicProperties properties(String messageId) {
        return super.properties(messageId).builder().deliveryMode(1).build();
      }
    };
  }
}
