package dev.syslab.solutions.websocketchat.mistakes;

import dev.syslab.labs.websocketchat.Event;
import dev.syslab.labs.websocketchat.Message;
import dev.syslab.labs.websocketchat.Position;
import dev.syslab.solutions.websocketchat.ChatNode;
import dev.syslab.solutions.websocketchat.Connection;
import dev.syslab.solutions.websocketchat.SharedLog;
import dev.syslab.solutions.websocketchat.SharedRoom;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.HashSet;
import java.util.Set;

@Mistake(
    stage = 6,
    summary = "shows what is said at this node at once, and the rest when it comes",
    killedBy = "members_at_two_nodes_hear_everything_in_one_order",
    hint = "the-log-numbers")
public final class ShowsItsOwnAtOnce extends ChatNode {
  public ShowsItsOwnAtOnce(Environment env) {
    super(env);
  }

  @Override
  protected SharedRoom room(String name, SharedLog log) {
    return new SharedRoom(name, log) {
      private final Set<Long> shown = new HashSet<>();

      @Override
      public synchronized void say(Connection connection, String id, String text) {
        long offset = log.say(name, connection.user(), id, text);
        shown.add(offset);
        tellOthers(null, Event.message(name, new Message(offset, connection.user(), id, text)));
        connection.send(Event.ack(name, id, offset));
      }

      @Override
      public synchronized void hear(String epoch, Message message) {
        if (shown.contains(message.offset())) {
          position = new Position(epoch, message.offset());
        } else {
          super.hear(epoch, message);
        }
      }
    };
  }
}
