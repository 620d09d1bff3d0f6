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
    summary = "reports a message as stored when basicPublish has returned",
    killedBy = "a_message_that_did_not_reach_the_broker_is_not_called_stored",
    hint = "confirms")
public final class StoredWhenItIsSent extends OnceUploads {
  public StoredWhenItIsSent(Environment env) {
    super(env);
  }

  @Override
  protected Publisher publisher(Broker shared) {
    return new Publisher(shared) {
      @Override
      public List<Receipt> publish(List<Message> messages) {
        List<Receipt> receipts = new ArrayList<>(super.publish(messages));
        receipts.replaceAll(receipt -> receipt == Receipt.UNKNOWN ? Receipt.STORED : receipt);
        return receipts;
      }
    };
  }
}
