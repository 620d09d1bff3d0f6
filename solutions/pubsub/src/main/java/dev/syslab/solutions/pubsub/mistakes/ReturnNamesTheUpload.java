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
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

@Mistake(
    stage = 2,
    summary = "identifies returned messages by their upload's id, which two of them may share",
    killedBy = "an_unroutable_message_is_told_from_its_neighbours",
    hint = "returned")
public final class ReturnNamesTheUpload extends OnceUploads {
  public ReturnNamesTheUpload(Environment env) {
    super(env);
  }

  @Override
  protected Publisher publisher(Broker shared) {
    return new Publisher(shared) {
      @Override
      public List<Receipt> publish(List<Message> messages) {
        List<Receipt> receipts = new ArrayList<>(super.publish(messages));
        Set<String> returned =
            IntStream.range(0, messages.size())
                .filter(i -> receipts.get(i) == Receipt.UNROUTABLE)
                .mapToObj(i -> messages.get(i).upload().id())
                .collect(Collectors.toSet());
        for (int i = 0; i < messages.size(); i++) {
          if (returned.contains(messages.get(i).upload().id())) {
            receipts.set(i, Receipt.UNROUTABLE);
          }
        }
        return receipts;
      }
    };
  }
}
