package dev.syslab.solutions.pubsub.mistakes;

import dev.syslab.labs.pubsub.Message;
import dev.syslab.labs.pubsub.Receipt;
import dev.syslab.solutions.pubsub.Broker;
import dev.syslab.solutions.pubsub.OnceUploads;
import dev.syslab.solutions.pubsub.Publisher;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.Comparator;
import java.util.List;

@Mistake(
    stage = 2,
    summary = "publishes a batch owner by owner",
    killedBy = "every_role_that_subscribed_finds_every_upload_in_order",
    hint = "queue-for-each-role")
public final class SortsByOwner extends OnceUploads {
  public SortsByOwner(Environment env) {
    super(env);
  }

  @Override
  protected Publisher publisher(Broker shared) {
    return new Publisher(shared) {
      @Override
      public List<Receipt> publish(List<Message> messages) {
        return super.publish(
            messages.stream()
                .sorted(Comparator.comparing(message -> message.upload().owner()))
                .toList());
      }
    };
  }
}
