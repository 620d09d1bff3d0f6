package dev.syslab.solutions.pubsub.mistakes;

import dev.syslab.labs.pubsub.Role;
import dev.syslab.solutions.pubsub.Follower;
import dev.syslab.solutions.pubsub.OnceUploads;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;

@Mistake(
    stage = 5,
    summary = "commits the offsets before the effects",
    killedBy = "what_a_killed_follower_has_not_finished_another_does",
    hint = "commit-after-effect")
public final class CommitsWhatItHasPolled extends OnceUploads {
  public CommitsWhatItHasPolled(Environment env) {
    super(env);
  }

  @Override
  protected Follower follower(String topic, Role role) {
    String group = role + "-" + topic;
    return new Follower(env, env.kafkaPrefix() + topic, group, upload -> act(role, upload)) {
      @Override
      protected void handle(
          KafkaConsumer<String, byte[]> consumer, ConsumerRecords<String, byte[]> records) {
        consumer.commitSync();
        super.handle(consumer, records);
      }
    };
  }
}
