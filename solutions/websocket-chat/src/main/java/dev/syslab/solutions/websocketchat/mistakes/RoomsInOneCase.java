package dev.syslab.solutions.websocketchat.mistakes;

import dev.syslab.labs.websocketchat.Settings;
import dev.syslab.solutions.websocketchat.ChatNode;
import dev.syslab.solutions.websocketchat.Connection;
import dev.syslab.solutions.websocketchat.Room;
import dev.syslab.solutions.websocketchat.Rooms;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.Locale;

@Mistake(
    stage = 2,
    summary = "finds a room by its name in lower case, without spaces around it",
    killedBy = "a_message_reaches_the_members_of_its_room_and_nobody_else",
    hint = "who-is-in-the-room")
public final class RoomsInOneCase extends ChatNode {
  public RoomsInOneCase(Environment env) {
    super(env);
  }

  @Override
  protected Connection connection(String user, Rooms rooms, Settings settings) {
    Rooms alike =
        new Rooms(name -> null) {
          @Override
          public Room get(String name) {
            return rooms.get(name.strip().toLowerCase(Locale.ROOT));
          }
        };
    return super.connection(user, alike, settings);
  }
}
