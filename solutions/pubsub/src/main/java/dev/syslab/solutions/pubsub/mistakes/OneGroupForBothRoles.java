package dev.syslab.solutions.pubsub.mistakes;

import dev.syslab.labs.pubsub.Role;
import dev.syslab.solutions.pubsub.OnceUploads;
import dev.syslab.solutions.pubsub.StreamWorker;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 1,
    summary = "both roles read as one group: each upload goes to one of them",
    killedBy = "both_roles_act_once_on_what_was_appended_before_they_began",
    hint = "stream-group")
public final class OneGroupForBothRoles extends OnceUploads {
  public OneGroupForBothRoles(Environment env) {
    super(env);
  }

  @Override
  protected StreamWorker streamWorker(Role role) {
    return new StreamWorker(redis(), "workers", role + " " + env.id(), upload -> act(role, upload));
  }
}
