package dev.syslab.solutions.websocketchat.mistakes;

import dev.syslab.labs.websocketchat.Event;
import dev.syslab.solutions.websocketchat.ChatNode;
import dev.syslab.solutions.websocketchat.Connection;
import dev.syslab.solutions.websocketchat.Room;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 2,
    summary = "says that a user is online at each of the user's connections",
    killedBy = "a_user_is_present_as_long_as_one_connection_is",
    hint = "two-windows")
public final class AnnouncesEachConnection extends ChatNode {
  public AnnouncesEachConnection(Environment env) {
    super(env);
  }

  @Override
  protected Room room(String name) {
    return new Room(name) {
      @Override
      public synchronized void join(Connection connection) {
        boolean known = members.containsKey(connection.user());
        super.join(connection);
        if (known) {
          tellOthers(connection, Event.presence(name, connection.user(), true));
        }
      }
    };
  }
}
