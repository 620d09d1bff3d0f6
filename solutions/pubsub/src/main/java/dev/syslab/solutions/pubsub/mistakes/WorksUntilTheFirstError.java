package dev.syslab.solutions.pubsub.mistakes;

import dev.syslab.labs.pubsub.Role;
import dev.syslab.solutions.pubsub.OnceUploads;
import dev.syslab.solutions.pubsub.StreamWorker;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.concurrent.locks.LockSupport;

@Mistake(
    stage = 1,
    summary = "the worker's thread ends with the first server that does not answer",
    killedBy =
        "silent_servers_hold_callers_up_for_their_patience_only_and_workers_go_on_afterwards",
    hint = "silent-servers")
public final class WorksUntilTheFirstError extends OnceUploads {
  public WorksUntilTheFirstError(Environment env) {
    super(env);
  }

  @Override
  protected StreamWorker streamWorker(Role role) {
    return new StreamWorker(
        redis(), role.name(), "server " + env.id(), upload -> act(role, upload)) {
      private boolean failed;

      @Override
      public void round() {
        if (failed) {
          LockSupport.park();
          return;
        }
        failed = true;
        super.round();
        failed = false;
      }
    };
  }
}
