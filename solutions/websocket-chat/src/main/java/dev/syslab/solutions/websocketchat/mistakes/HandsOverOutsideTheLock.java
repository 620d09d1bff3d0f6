package dev.syslab.solutions.websocketchat.mistakes;

import dev.syslab.labs.websocketchat.Event;
import dev.syslab.labs.websocketchat.Message;
import dev.syslab.solutions.websocketchat.ChatNode;
import dev.syslab.solutions.websocketchat.Connection;
import dev.syslab.solutions.websocketchat.Room;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.HashSet;
import java.util.List;

@Mistake(
    stage = 3,
    summary = "makes a member of the newcomer under the lock, and shows the history after it",
    killedBy = "who_joins_while_others_speak_misses_nothing_and_hears_nothing_twice",
    hint = "history-then-live")
public final class HandsOverOutsideTheLock extends ChatNode {
  public HandsOverOutsideTheLock(Environment env) {
    super(env);
  }

  @Override
  protected Room room(String name) {
    return new Room(name) {
      @Override
      public void join(Connection connection) {
        List<String> users;
        List<Message> shown;
        synchronized (this) {
          members.computeIfAbsent(connection.user(), user -> new HashSet<>()).add(connection);
          users = List.copyOf(members.keySet());
          shown = List.copyOf(history);
        }
        connection.send(Event.joined(name, offset, users, shown));
      }
    };
  }
}
