package dev.syslab.solutions.pubsub.mistakes;

import dev.syslab.labs.pubsub.DatabaseException;
import dev.syslab.labs.pubsub.Role;
import dev.syslab.solutions.pubsub.OnceUploads;
import dev.syslab.solutions.pubsub.StreamWorker;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 1,
    summary = "acknowledges an entry although PostgreSQL did not answer, and logs the error",
    killedBy =
        "silent_servers_hold_callers_up_for_their_patience_only_and_workers_go_on_afterwards",
    hint = "silent-servers")
public final class GivesUpWithTheDatabase extends OnceUploads {

  public GivesUpWithTheDatabase(Environment env) {
    super(env);
  }

  @Override
  protected StreamWorker streamWorker(Role role) {
    return new StreamWorker(
        redis(),
        role.name(),
        "server " + env.id(),
        upload -> {
          try {
            act(role, upload);
          } catch (DatabaseException e) {
            System.err.println("not done: " + e.getMessage());
          }
        });
  }
}
