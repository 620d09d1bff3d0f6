package dev.syslab.solutions.websocketchat.mistakes;

import dev.syslab.labs.websocketchat.Event;
import dev.syslab.labs.websocketchat.Message;
import dev.syslab.solutions.websocketchat.ChatNode;
import dev.syslab.solutions.websocketchat.Connection;
import dev.syslab.solutions.websocketchat.Room;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 3,
    summary = "shows senders their own messages before the room has a place for them",
    killedBy = "everyone_hears_everything_in_one_order",
    hint = "one-order")
public final class SendersSeeTheirOwnFirst extends ChatNode {
  public SendersSeeTheirOwnFirst(Environment env) {
    super(env);
  }

  @Override
  protected Room room(String name) {
    return new Room(name) {
      @Override
      public void say(Connection connection, String id, String text) {
        connection.send(Event.message(name, new Message(offset + 1, connection.user(), id, text)));
        super.say(connection, id, text);
      }

      @Override
      protected void publish(Connection sender, Message message) {
        tellOthers(sender, Event.message(name, message));
      }
    };
  }
}
