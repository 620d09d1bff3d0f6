package dev.syslab.solutions.pubsub.mistakes;

import dev.syslab.solutions.pubsub.Broker;
import dev.syslab.solutions.pubsub.OnceUploads;
import dev.syslab.solutions.pubsub.Publisher;
import dev.syslab.solutions.pubsub.Session;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.io.IOException;
import java.time.Duration;

@Mistake(
    stage = 2,
    summary = "waits for the confirms without a bound",
    killedBy = "a_message_that_did_not_reach_the_broker_is_not_called_stored",
    hint = "confirms")
public final class WaitsForEveryConfirm extends OnceUploads {
  public WaitsForEveryConfirm(Environment env) {
    super(env);
  }

  @Override
  protected Publisher publisher(Broker shared) {
    Broker patient =
        new Broker(env.amqp()) {
          @Override
          protected Session open() throws IOException {
            return Session.open(amqp, 60);
          }
        };
    return new Publisher(patient) {
      @Override
      protected Duration bound() {
        return Duration.ofMinutes(10);
      }
    };
  }
}
