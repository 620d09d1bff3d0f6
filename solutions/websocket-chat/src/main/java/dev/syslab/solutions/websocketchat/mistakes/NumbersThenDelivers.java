package dev.syslab.solutions.websocketchat.mistakes;

import dev.syslab.labs.websocketchat.Event;
import dev.syslab.labs.websocketchat.Message;
import dev.syslab.solutions.websocketchat.ChatNode;
import dev.syslab.solutions.websocketchat.Connection;
import dev.syslab.solutions.websocketchat.Room;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.List;
import java.util.Set;

@Mistake(
    stage = 3,
    summary = "numbers a message under the lock, and delivers it after",
    killedBy = "everyone_hears_everything_in_one_order",
    hint = "one-order")
public final class NumbersThenDelivers extends ChatNode {
  public NumbersThenDelivers(Environment env) {
    super(env);
  }

  @Override
  protected Room room(String name) {
    return new Room(name) {
      private final ThreadLocal<Message> numbered = new ThreadLocal<>();

      @Override
      public void say(Connection connection, String id, String text) {
        super.say(connection, id, text);
        Message message = numbered.get();
        numbered.remove();
        if (message != null) {
          for (Connection member : everyone()) {
            member.send(Event.message(name, message));
          }
        }
      }

      private synchronized List<Connection> everyone() {
        return members.values().stream().flatMap(Set::stream).toList();
      }

      @Override
      protected void publish(Connection sender, Message message) {
        numbered.set(message);
      }
    };
  }
}
