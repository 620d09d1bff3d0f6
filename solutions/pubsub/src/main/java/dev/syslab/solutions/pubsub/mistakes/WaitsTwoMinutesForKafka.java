package dev.syslab.solutions.pubsub.mistakes;

import dev.syslab.solutions.pubsub.OnceUploads;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.Map;

@Mistake(
    stage = 5,
    summary = "leaves the producer's time-outs as they are: two minutes",
    killedBy = "a_silent_kafka_delays_a_sender_by_its_patience_and_followers_go_on_afterwards",
    hint = "silent-kafka")
public final class WaitsTwoMinutesForKafka extends OnceUploads {
  public WaitsTwoMinutesForKafka(Environment env) {
    super(env);
  }

  @Override
  protected Map<String, Object> producerSettings() {
    Map<String, Object> settings = super.producerSettings();
    settings.remove("max.block.ms");
    settings.remove("delivery.timeout.ms");
    settings.remove("request.timeout.ms");
    return settings;
  }
}
