package dev.syslab.solutions.websocketchat.mistakes;

import dev.syslab.labs.websocketchat.Event;
import dev.syslab.solutions.websocketchat.ChatNode;
import dev.syslab.solutions.websocketchat.Connection;
import dev.syslab.solutions.websocketchat.Room;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

@Mistake(
    stage = 3,
    summary = "reads the history first, and makes a member of the newcomer in a second step",
    killedBy = "who_joins_while_others_speak_misses_nothing_and_hears_nothing_twice",
    hint = "history-then-live")
public final class LooksBackThenHears extends ChatNode {
  public LooksBackThenHears(Environment env) {
    super(env);
  }

  @Override
  protected Room room(String name) {
    return new Room(name) {
      @Override
      public void join(Connection connection) {
        long shown;
        synchronized (this) {
          shown = offset;
          connection.send(
              Event.joined(name, offset, List.copyOf(members.keySet()), List.copyOf(history)));
        }
        // Somebody speaks now, sooner or later: here at once, so that the mistake always shows.
        for (int i = 0; i < 50 && offset() == shown; i++) {
          LockSupport.parkNanos(1_000_000);
        }
        synchronized (this) {
          members.computeIfAbsent(connection.user(), user -> new HashSet<>()).add(connection);
          tellOthers(connection, Event.presence(name, connection.user(), true));
        }
      }

      private synchronized long offset() {
        return offset;
      }
    };
  }
}
