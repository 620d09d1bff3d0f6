package dev.syslab.solutions.pubsub.mistakes;

import dev.syslab.labs.pubsub.Role;
import dev.syslab.solutions.pubsub.OnceUploads;
import dev.syslab.solutions.pubsub.Repeated;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 3,
    summary = "adds a consumer each time that work is called: it may hold twice PREFETCH",
    killedBy = "a_stuck_worker_keeps_a_few_uploads_from_the_others",
    hint = "prefetch")
public final class ConsumesAtEachCall extends OnceUploads {

  public ConsumesAtEachCall(Environment env) {
    super(env);
  }

  @Override
  public void work(String topic, Role role) {
    owns(Repeated.start("queue " + role, queueWorker(names(topic, role), role)::round));
  }
}
