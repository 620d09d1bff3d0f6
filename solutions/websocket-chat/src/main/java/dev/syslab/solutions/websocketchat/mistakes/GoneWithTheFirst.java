package dev.syslab.solutions.websocketchat.mistakes;

import dev.syslab.labs.websocketchat.Event;
import dev.syslab.solutions.websocketchat.ChatNode;
import dev.syslab.solutions.websocketchat.Connection;
import dev.syslab.solutions.websocketchat.Room;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 2,
    summary = "takes a user for gone when the first of several connections is",
    killedBy = "a_user_is_present_as_long_as_one_connection_is",
    hint = "two-windows")
public final class GoneWithTheFirst extends ChatNode {
  public GoneWithTheFirst(Environment env) {
    super(env);
  }

  @Override
  protected Room room(String name) {
    return new Room(name) {
      @Override
      public synchronized void leave(Connection connection) {
        super.leave(connection);
        if (members.containsKey(connection.user())) {
          tellOthers(connection, Event.presence(name, connection.user(), false));
        }
      }
    };
  }
}
