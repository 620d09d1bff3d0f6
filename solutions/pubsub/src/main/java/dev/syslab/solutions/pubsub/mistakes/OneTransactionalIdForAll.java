package dev.syslab.solutions.pubsub.mistakes;

import dev.syslab.solutions.pubsub.JobMaker;
import dev.syslab.solutions.pubsub.OnceUploads;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.KafkaException;

@Mistake(
    stage = 6,
    summary = "all servers use one transactional id: each fences the others",
    killedBy = "two_servers_share_the_work_and_one_is_enough",
    hint = "transactional-id")
public final class OneTransactionalIdForAll extends OnceUploads {
  public OneTransactionalIdForAll(Environment env) {
    super(env);
  }

  @Override
  protected JobMaker jobMaker(String from, String to) {
    return new JobMaker(env, from, to) {
      @Override
      protected String transactionalId() {
        return env.kafkaPrefix() + "jobs";
      }

      @Override
      protected void handle(
          KafkaConsumer<String, byte[]> consumer,
          KafkaProducer<String, byte[]> producer,
          ConsumerRecords<String, byte[]> records) {
        try {
          super.handle(consumer, producer, records);
        } catch (KafkaException e) {
          // Fenced: as the documentation says, this producer has to end.
          LockSupport.park();
        }
      }
    };
  }
}
