package dev.syslab.solutions.websocketchat.mistakes;

import dev.syslab.labs.websocketchat.Settings;
import dev.syslab.solutions.websocketchat.ChatNode;
import dev.syslab.solutions.websocketchat.Connection;
import dev.syslab.solutions.websocketchat.Rooms;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 5,
    summary = "drops what finds the queue full, and does not say so",
    killedBy = "what_waits_for_a_client_is_bounded_and_what_it_misses_is_said",
    hint = "a-bounded-queue")
public final class DropsInSilence extends ChatNode {
  public DropsInSilence(Environment env) {
    super(env);
  }

  @Override
  protected Connection connection(String user, Rooms rooms, Settings settings) {
    return new Connection(user, rooms, settings) {
      @Override
      protected void overflow() {
        waiting.set(settings.queue() + 1L);
      }
    };
  }
}
