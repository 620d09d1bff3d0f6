package dev.syslab.solutions.pubsub.mistakes;

import dev.syslab.labs.pubsub.EffectTransaction;
import dev.syslab.labs.pubsub.Role;
import dev.syslab.labs.pubsub.Upload;
import dev.syslab.solutions.pubsub.OnceUploads;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 3,
    summary = "records that an upload was acted on, but not by which role: the other role skips it",
    killedBy = "both_roles_act_once_on_what_waits_and_on_what_comes",
    hint = "work")
public final class NotesWithoutTheRole extends OnceUploads {
  public NotesWithoutTheRole(Environment env) {
    super(env);
  }

  @Override
  protected void act(Role role, Upload upload) {
    try (EffectTransaction transaction = effects.begin()) {
      if (transaction.first(Role.INDEXER, upload.id())) {
        transaction.apply(role, upload);
        transaction.commit();
      }
    }
  }
}
