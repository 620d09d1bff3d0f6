package dev.syslab.solutions.pubsub.mistakes;

import dev.syslab.labs.pubsub.Message;
import dev.syslab.labs.pubsub.Receipt;
import dev.syslab.solutions.pubsub.Gateway;
import dev.syslab.solutions.pubsub.OnceUploads;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

@Mistake(
    stage = 8,
    summary = "publishes repeatedly until there is room, while the client waits",
    killedBy = "a_client_is_told_what_became_of_its_upload",
    hint = "http-status")
public final class TriesForTheClient extends OnceUploads {
  public TriesForTheClient(Environment env) {
    super(env);
  }

  @Override
  protected Gateway gateway() throws IOException {
    return new Gateway(this::untilStored);
  }

  private Receipt untilStored(Message message) {
    Receipt receipt = publish(List.of(message)).get(0);
    for (int i = 0; i < 20 && receipt != Receipt.STORED && receipt != Receipt.UNROUTABLE; i++) {
      LockSupport.parkNanos(500_000_000);
      receipt = publish(List.of(message)).get(0);
    }
    return receipt;
  }
}
