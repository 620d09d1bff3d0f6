package dev.syslab.solutions.pubsub.mistakes;

import dev.syslab.solutions.pubsub.OnceUploads;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.io.IOException;

@Mistake(
    stage = 2,
    summary = "connects in its constructor: a server that starts while RabbitMQ is away does not",
    killedBy = "a_server_starts_and_answers_while_its_broker_is_away",
    hint = "start-without-broker")
public final class ConnectsAtTheStart extends OnceUploads {
  public ConnectsAtTheStart(Environment env) throws IOException {
    super(env);
    broker().session();
  }
}
