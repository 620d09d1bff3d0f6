package dev.syslab.solutions.pubsub.mistakes;

import dev.syslab.labs.pubsub.Message;
import dev.syslab.labs.pubsub.Receipt;
import dev.syslab.solutions.pubsub.OnceUploads;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.ArrayList;
import java.util.List;

@Mistake(
    stage = 2,
    summary = "checks each message in turn: those before an invalid one are published",
    killedBy = "what_is_out_of_bounds_is_refused_with_all_of_its_call",
    hint = "bounds")
public final class ChecksOnTheWay extends OnceUploads {
  public ChecksOnTheWay(Environment env) {
    super(env);
  }

  @Override
  public List<Receipt> publish(List<Message> messages) {
    List<Receipt> receipts = new ArrayList<>();
    for (Message message : messages) {
      receipts.addAll(super.publish(List.of(message)));
    }
    return receipts;
  }
}
