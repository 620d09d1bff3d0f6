package dev.syslab.solutions.websocketchat.mistakes;

import dev.syslab.solutions.websocketchat.ChatNode;
import dev.syslab.solutions.websocketchat.Connection;
import dev.syslab.solutions.websocketchat.Room;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 2,
    summary = "forgets a room, and what was said in it, when the last member has left",
    killedBy = "a_newcomer_is_shown_the_last_messages",
    hint = "what-was-said-before")
public final class ForgetsEmptyRooms extends ChatNode {
  public ForgetsEmptyRooms(Environment env) {
    super(env);
  }

  @Override
  protected Room room(String name) {
    return new Room(name) {
      @Override
      public synchronized void leave(Connection connection) {
        super.leave(connection);
        if (members.isEmpty()) {
          history.clear();
          offset = 0;
        }
      }
    };
  }
}
