package dev.syslab.solutions.websocketchat.mistakes;

import dev.syslab.labs.websocketchat.Settings;
import dev.syslab.solutions.websocketchat.ChatNode;
import dev.syslab.solutions.websocketchat.Connection;
import dev.syslab.solutions.websocketchat.Rooms;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 5,
    summary = "bounds the messages that wait for a client, and not the answers",
    killedBy = "answers_that_nobody_reads_are_bounded_as_well",
    hint = "answers-wait-too")
public final class BoundsMessagesOnly extends ChatNode {
  public BoundsMessagesOnly(Environment env) {
    super(env);
  }

  @Override
  protected Connection connection(String user, Rooms rooms, Settings settings) {
    return new Connection(user, rooms, settings) {
      @Override
      public void send(String event) {
        if (!event.startsWith("{\"type\":\"message\"")) {
          waiting.set(0);
        }
        super.send(event);
      }
    };
  }
}
