package dev.syslab.solutions.websocketchat.mistakes;

import dev.syslab.labs.websocketchat.Settings;
import dev.syslab.solutions.websocketchat.ChatNode;
import dev.syslab.solutions.websocketchat.Connection;
import dev.syslab.solutions.websocketchat.Room;
import dev.syslab.solutions.websocketchat.Rooms;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 2,
    summary = "accepts a message for a room that its sender is not in",
    killedBy = "who_has_left_hears_no_more_and_is_gone_for_everybody",
    hint = "leaving")
public final class AnyoneMaySpeak extends ChatNode {
  public AnyoneMaySpeak(Environment env) {
    super(env);
  }

  @Override
  protected Connection connection(String user, Rooms rooms, Settings settings) {
    return new Connection(user, rooms, settings) {
      @Override
      protected Room room(String name) {
        return rooms.get(name);
      }
    };
  }
}
