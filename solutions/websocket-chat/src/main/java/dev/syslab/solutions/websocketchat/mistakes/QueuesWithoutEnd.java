package dev.syslab.solutions.websocketchat.mistakes;

import dev.syslab.labs.websocketchat.Settings;
import dev.syslab.solutions.websocketchat.ChatNode;
import dev.syslab.solutions.websocketchat.Connection;
import dev.syslab.solutions.websocketchat.Rooms;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 5,
    summary = "queues whatever a client does not read",
    killedBy = "what_waits_for_a_client_is_bounded_and_what_it_misses_is_said",
    hint = "a-bounded-queue")
public final class QueuesWithoutEnd extends ChatNode {
  public QueuesWithoutEnd(Environment env) {
    super(env);
  }

  @Override
  protected Connection connection(String user, Rooms rooms, Settings settings) {
    return new Connection(user, rooms, settings) {
      @Override
      public void send(String event) {
        waiting.set(0);
        super.send(event);
      }
    };
  }
}
