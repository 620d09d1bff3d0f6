package dev.syslab.solutions.pubsub.mistakes;

import dev.syslab.labs.pubsub.Message;
import dev.syslab.labs.pubsub.Receipt;
import dev.syslab.solutions.pubsub.Broker;
import dev.syslab.solutions.pubsub.OnceUploads;
import dev.syslab.solutions.pubsub.Publisher;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.ArrayList;
import java.util.List;

@Mistake(
    stage = 2,
    summary = "publishes a message, waits for its confirm, and publishes the next",
    killedBy = "the_messages_of_a_call_are_in_flight_together",
    hint = "in-flight")
public final class OneConfirmAtATime extends OnceUploads {
  public OneConfirmAtATime(Environment env) {
    super(env);
  }

  @Override
  protected Publisher publisher(Broker shared) {
    return new Publisher(shared) {
      @Override
      public List<Receipt> publish(List<Message> messages) {
        List<Receipt> receipts = new ArrayList<>();
        for (Message message : messages) {
          receipts.addAll(super.publish(List.of(message)));
        }
        return receipts;
      }
    };
  }
}
