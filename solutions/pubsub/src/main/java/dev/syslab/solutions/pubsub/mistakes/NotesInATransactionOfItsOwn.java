package dev.syslab.solutions.pubsub.mistakes;

import dev.syslab.labs.pubsub.EffectTransaction;
import dev.syslab.labs.pubsub.Role;
import dev.syslab.labs.pubsub.Upload;
import dev.syslab.solutions.pubsub.OnceUploads;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 3,
    summary = "commits the note that it has acted before the effect",
    killedBy = "what_a_killed_worker_has_not_finished_another_worker_does",
    hint = "ack-after-effect")
public final class NotesInATransactionOfItsOwn extends OnceUploads {
  public NotesInATransactionOfItsOwn(Environment env) {
    super(env);
  }

  @Override
  protected void act(Role role, Upload upload) {
    boolean first;
    try (EffectTransaction note = effects.begin()) {
      first = note.first(role, upload.id());
      note.commit();
    }
    if (first) {
      try (EffectTransaction effect = effects.begin()) {
        effect.apply(role, upload);
        effect.commit();
      }
    }
  }
}
