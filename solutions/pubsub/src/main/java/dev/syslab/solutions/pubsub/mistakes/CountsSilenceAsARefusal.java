package dev.syslab.solutions.pubsub.mistakes;

import com.rabbitmq.client.Channel;
import dev.syslab.labs.pubsub.DatabaseException;
import dev.syslab.labs.pubsub.RefusedException;
import dev.syslab.labs.pubsub.Role;
import dev.syslab.labs.pubsub.Upload;
import dev.syslab.solutions.pubsub.OnceUploads;
import dev.syslab.solutions.pubsub.QueueNames;
import dev.syslab.solutions.pubsub.QueueWorker;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 4,
    summary = "counts an attempt if PostgreSQL does not answer",
    killedBy = "a_database_that_does_not_answer_refuses_nothing",
    hint = "no-answer-is-no-refusal")
public final class CountsSilenceAsARefusal extends OnceUploads {
  public CountsSilenceAsARefusal(Environment env) {
    super(env);
  }

  @Override
  protected QueueWorker queueWorker(QueueNames names, Role role) {
    return new QueueWorker(env.amqp(), names, upload -> act(role, upload)) {
      @Override
      protected void act(Channel channel, Upload upload) {
        try {
          effect.accept(upload);
        } catch (DatabaseException e) {
          throw new RefusedException(e.getMessage(), e);
        }
      }
    };
  }
}
