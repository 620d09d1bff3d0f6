package dev.syslab.solutions.websocketchat.mistakes;

import dev.syslab.solutions.websocketchat.ChatNode;
import dev.syslab.solutions.websocketchat.Connection;
import dev.syslab.solutions.websocketchat.Room;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.List;
import java.util.Set;

@Mistake(
    stage = 2,
    summary = "keeps one connection for a user: a second one takes the place of the first",
    killedBy = "a_user_is_present_as_long_as_one_connection_is",
    hint = "two-windows")
public final class OneConnectionForAUser extends ChatNode {
  public OneConnectionForAUser(Environment env) {
    super(env);
  }

  @Override
  protected Room room(String name) {
    return new Room(name) {
      @Override
      public synchronized void leave(Connection connection) {
        for (Connection any : List.copyOf(members.getOrDefault(connection.user(), Set.of()))) {
          super.leave(any);
        }
      }
    };
  }
}
