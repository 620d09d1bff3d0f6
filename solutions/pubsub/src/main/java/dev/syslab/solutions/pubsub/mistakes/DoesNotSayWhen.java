package dev.syslab.solutions.pubsub.mistakes;

import com.sun.net.httpserver.HttpExchange;
import dev.syslab.solutions.pubsub.Gateway;
import dev.syslab.solutions.pubsub.OnceUploads;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.io.IOException;
import java.util.List;

@Mistake(
    stage = 8,
    summary = "answers 503 without saying when to try again",
    killedBy = "a_client_is_told_what_became_of_its_upload",
    hint = "http-status")
public final class DoesNotSayWhen extends OnceUploads {
  public DoesNotSayWhen(Environment env) {
    super(env);
  }

  @Override
  protected Gateway gateway() throws IOException {
    return new Gateway(message -> publish(List.of(message)).get(0)) {
      @Override
      protected void comeAgain(HttpExchange exchange) {}
    };
  }
}
