package dev.syslab.solutions.pubsub.mistakes;

import dev.syslab.solutions.pubsub.JobMaker;
import dev.syslab.solutions.pubsub.OnceUploads;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;

@Mistake(
    stage = 6,
    summary = "commits the offsets outside of the transaction, and before it",
    killedBy = "jobs_are_not_made_twice_when_a_server_is_killed_before_its_commit",
    hint = "offsets-too")
public final class CommitsOffsetsFirst extends OnceUploads {
  public CommitsOffsetsFirst(Environment env) {
    super(env);
  }

  @Override
  protected JobMaker jobMaker(String from, String to) {
    return new JobMaker(env, from, to) {
      @Override
      protected void handle(
          KafkaConsumer<String, byte[]> consumer,
          KafkaProducer<String, byte[]> producer,
          ConsumerRecords<String, byte[]> records) {
        consumer.commitSync(after(records));
        producer.beginTransaction();
        write(producer, records);
        producer.commitTransaction();
      }
    };
  }
}
