package dev.syslab.solutions.websocketchat.mistakes;

import dev.syslab.solutions.websocketchat.ChatNode;
import dev.syslab.solutions.websocketchat.Connection;
import dev.syslab.solutions.websocketchat.Room;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.HashSet;

@Mistake(
    stage = 3,
    summary = "makes a member of the newcomer first, and reads the history in a second step",
    killedBy = "who_joins_while_others_speak_misses_nothing_and_hears_nothing_twice",
    hint = "history-then-live")
public final class HearsThenLooksBack extends ChatNode {
  public HearsThenLooksBack(Environment env) {
    super(env);
  }

  @Override
  protected Room room(String name) {
    return new Room(name) {
      @Override
      public void join(Connection connection) {
        synchronized (this) {
          members.computeIfAbsent(connection.user(), user -> new HashSet<>()).add(connection);
        }
        super.join(connection);
      }
    };
  }
}
