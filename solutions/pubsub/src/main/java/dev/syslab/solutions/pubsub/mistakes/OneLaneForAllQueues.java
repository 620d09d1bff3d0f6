package dev.syslab.solutions.pubsub.mistakes;

import dev.syslab.labs.pubsub.Role;
import dev.syslab.labs.pubsub.Upload;
import dev.syslab.solutions.pubsub.OnceUploads;
import dev.syslab.solutions.pubsub.QueueNames;
import dev.syslab.solutions.pubsub.QueueWorker;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 8,
    summary = "one thread acts for all queues: one that is stuck stops all",
    killedBy = "a_stuck_queue_holds_up_no_other",
    hint = "queues-apart")
public final class OneLaneForAllQueues extends OnceUploads {
  public OneLaneForAllQueues(Environment env) {
    super(env);
  }

  @Override
  protected QueueWorker queueWorker(QueueNames names, Role role) {
    return new QueueWorker(env.amqp(), names, upload -> inTurn(role, upload));
  }

  private synchronized void inTurn(Role role, Upload upload) {
    act(role, upload);
  }
}
