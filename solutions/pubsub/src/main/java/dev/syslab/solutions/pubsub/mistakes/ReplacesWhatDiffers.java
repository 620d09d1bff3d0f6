package dev.syslab.solutions.pubsub.mistakes;

import dev.syslab.labs.pubsub.Role;
import dev.syslab.solutions.pubsub.OnceUploads;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 2,
    summary = "deletes a queue that was declared differently, with everything in it",
    killedBy = "a_queue_that_was_declared_otherwise_is_left_as_it_is",
    hint = "declared-otherwise")
public final class ReplacesWhatDiffers extends OnceUploads {
  public ReplacesWhatDiffers(Environment env) {
    super(env);
  }

  @Override
  public void subscribe(String topic, Role role) {
    try {
      super.subscribe(topic, role);
    } catch (IllegalStateException e) {
      broker().ask(channel -> channel.queueDelete(names(topic, role).queue()));
      super.subscribe(topic, role);
    }
  }
}
