package dev.syslab.solutions.pubsub.mistakes;

import com.rabbitmq.client.Channel;
import dev.syslab.solutions.pubsub.OnceUploads;
import dev.syslab.solutions.pubsub.QueueNames;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.io.IOException;

@Mistake(
    stage = 4,
    summary =
        "publishes the next attempt to the topic: the other role gets it too, including its count",
    killedBy = "a_refusal_of_one_role_does_not_stop_the_other",
    hint = "roles-apart")
public final class RetriesForBothRoles extends OnceUploads {
  private static final String EXCHANGE = "second attempts";

  public RetriesForBothRoles(Environment env) {
    super(env);
  }

  @Override
  protected void declare(Channel channel, String topic, QueueNames names) throws IOException {
    super.declare(channel, topic, names);
    channel.exchangeDeclare(EXCHANGE, "fanout", true);
    channel.queueBind(names.again(), EXCHANGE, "");
    channel.queueDelete(names.retry());
    declare(
        channel,
        names.retry(),
        java.util.Map.of(
            "x-message-ttl", RETRY_AFTER.toMillis(), "x-dead-letter-exchange", EXCHANGE));
  }
}
