package dev.syslab.solutions.pubsub.mistakes;

import dev.syslab.labs.pubsub.Role;
import dev.syslab.solutions.pubsub.OnceUploads;
import dev.syslab.solutions.pubsub.QueueNames;
import dev.syslab.solutions.pubsub.QueueWorker;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 3,
    summary = "consumes on the connection that it opened first, and on no other",
    killedBy = "a_worker_whose_connection_is_lost_before_the_ack_goes_on",
    hint = "connection-lost")
public final class WorksOnOneConnection extends OnceUploads {
  public WorksOnOneConnection(Environment env) {
    super(env);
  }

  @Override
  protected QueueWorker queueWorker(QueueNames names, Role role) {
    return new QueueWorker(env.amqp(), names, upload -> act(role, upload)) {
      private boolean connected;

      @Override
      public void round() throws Exception {
        if (connected) {
          Thread.currentThread().join();
        }
        connected = true;
        super.round();
      }
    };
  }
}
