package dev.syslab.solutions.pubsub.mistakes;

import dev.syslab.labs.pubsub.EffectTransaction;
import dev.syslab.labs.pubsub.Role;
import dev.syslab.labs.pubsub.Upload;
import dev.syslab.solutions.pubsub.OnceUploads;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

@Mistake(
    stage = 3,
    summary = "keeps the ids that it has acted on in a set in its process",
    killedBy = "an_effect_is_not_repeated_when_its_worker_is_killed_before_the_ack",
    hint = "idempotent-effect")
public final class RemembersInItsOwnMemory extends OnceUploads {
  public RemembersInItsOwnMemory(Environment env) {
    super(env);
  }

  private final Set<String> done = ConcurrentHashMap.newKeySet();

  @Override
  protected void act(Role role, Upload upload) {
    if (!done.contains(role + upload.id())) {
      try (EffectTransaction effect = effects.begin()) {
        effect.apply(role, upload);
        effect.commit();
      }
      done.add(role + upload.id());
    }
  }
}
