package dev.syslab.solutions.pubsub.mistakes;

import dev.syslab.labs.pubsub.EffectTransaction;
import dev.syslab.labs.pubsub.Role;
import dev.syslab.labs.pubsub.Upload;
import dev.syslab.solutions.pubsub.OnceUploads;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 3,
    summary =
        "checks whether somebody has acted, and then acts: two workers check at the same time",
    killedBy = "two_workers_with_the_same_upload_act_once_together",
    hint = "one-transaction")
public final class LooksThenActs extends OnceUploads {
  public LooksThenActs(Environment env) {
    super(env);
  }

  @Override
  protected void act(Role role, Upload upload) {
    boolean first;
    try (EffectTransaction look = effects.begin()) {
      first = look.first(role, upload.id());
      // Rolled back: it has only looked.
    }
    if (first) {
      try (EffectTransaction effect = effects.begin()) {
        effect.apply(role, upload);
        effect.first(role, upload.id());
        effect.commit();
      }
    }
  }
}
