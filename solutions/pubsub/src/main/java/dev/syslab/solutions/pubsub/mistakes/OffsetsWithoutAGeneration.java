package dev.syslab.solutions.pubsub.mistakes;

import dev.syslab.solutions.pubsub.JobMaker;
import dev.syslab.solutions.pubsub.OnceUploads;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;

@Mistake(
    stage = 6,
    summary = "commits offsets under the group's name alone: a server that was removed still can",
    killedBy = "a_server_that_was_taken_for_dead_cannot_commit",
    hint = "zombie")
public final class OffsetsWithoutAGeneration extends OnceUploads {
  public OffsetsWithoutAGeneration(Environment env) {
    super(env);
  }

  @Override
  protected JobMaker jobMaker(String from, String to) {
    return new JobMaker(env, from, to) {
      @Override
      protected void write(
          KafkaProducer<String, byte[]> producer, ConsumerRecords<String, byte[]> records) {
        super.write(producer, records);
        producer.flush();
      }

      @Override
      protected ConsumerGroupMetadata metadata(KafkaConsumer<String, byte[]> consumer) {
        return new ConsumerGroupMetadata(consumer.groupMetadata().groupId());
      }
    };
  }
}
