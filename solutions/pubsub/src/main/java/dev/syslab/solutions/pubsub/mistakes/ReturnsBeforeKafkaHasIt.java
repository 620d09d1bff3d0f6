package dev.syslab.solutions.pubsub.mistakes;

import dev.syslab.labs.pubsub.UnavailableException;
import dev.syslab.labs.pubsub.Upload;
import dev.syslab.solutions.pubsub.Bounds;
import dev.syslab.solutions.pubsub.OnceUploads;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.List;
import java.util.concurrent.ExecutionException;

@Mistake(
    stage = 5,
    summary = "hands the uploads to the producer and returns: they are only in its own buffer",
    killedBy = "a_silent_kafka_delays_a_sender_by_its_patience_and_followers_go_on_afterwards",
    hint = "silent-kafka")
public final class ReturnsBeforeKafkaHasIt extends OnceUploads {

  public ReturnsBeforeKafkaHasIt(Environment env) {
    super(env);
  }

  @Override
  public void send(String topic, List<Upload> uploads) {
    Bounds.kafkaTopic(topic);
    uploads.forEach(Bounds::check);
    try {
      lookFor(topic);
    } catch (ExecutionException | InterruptedException e) {
      throw new UnavailableException("Kafka does not answer", e);
    }
    uploads.forEach(upload -> producer().send(record(topic, upload)));
  }
}
