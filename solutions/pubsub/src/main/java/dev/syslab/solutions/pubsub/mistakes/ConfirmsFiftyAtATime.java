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
    summary = "publishes fifty messages, waits for their confirms, and publishes the next fifty",
    killedBy = "the_messages_of_a_call_are_in_flight_together",
    hint = "in-flight")
public final class ConfirmsFiftyAtATime extends OnceUploads {
  public ConfirmsFiftyAtATime(Environment env) {
    super(env);
  }

  @Override
  protected Publisher publisher(Broker shared) {
    return new Publisher(shared) {
      @Override
      public List<Receipt> publish(List<Message> messages) {
        List<Receipt> receipts = new ArrayList<>();
        for (int i = 0; i < messages.size(); i += 50) {
          receipts.addAll(super.publish(messages.subList(i, Math.min(i + 50, messages.size()))));
        }
        return receipts;
      }
    };
  }
}
