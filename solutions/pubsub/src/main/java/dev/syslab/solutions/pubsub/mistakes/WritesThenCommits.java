package dev.syslab.solutions.pubsub.mistakes;

import dev.syslab.solutions.pubsub.JobMaker;
import dev.syslab.solutions.pubsub.KafkaSettings;
import dev.syslab.solutions.pubsub.OnceUploads;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;

@Mistake(
    stage = 6,
    summary = "writes the jobs, then commits the offsets, without a transaction",
    killedBy = "jobs_are_not_made_twice_when_a_server_is_killed_before_its_commit",
    hint = "offsets-too")
public final class WritesThenCommits extends OnceUploads {
  public WritesThenCommits(Environment env) {
    super(env);
  }

  @Override
  protected JobMaker jobMaker(String from, String to) {
    return new JobMaker(env, from, to) {
      @Override
      protected Map<String, Object> producerSettings() {
        return KafkaSettings.producer(env);
      }

      @Override
      protected void begin(KafkaProducer<String, byte[]> producer) {}

      @Override
      protected void handle(
          KafkaConsumer<String, byte[]> consumer,
          KafkaProducer<String, byte[]> producer,
          ConsumerRecords<String, byte[]> records) {
        write(producer, records);
        producer.flush();
        consumer.commitSync(after(records));
      }
    };
  }
}
