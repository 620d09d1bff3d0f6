package dev.syslab.solutions.websocketchat.mistakes;

import dev.syslab.solutions.websocketchat.ChatNode;
import dev.syslab.solutions.websocketchat.Connection;
import dev.syslab.solutions.websocketchat.Room;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 2,
    summary = "recognises repeats on the connection that sent the first",
    killedBy = "a_message_whose_acknowledgement_was_lost_is_stored_once",
    hint = "sent-twice")
public final class ForgetsWithTheConnection extends ChatNode {
  public ForgetsWithTheConnection(Environment env) {
    super(env);
  }

  @Override
  protected Room room(String name) {
    return new Room(name) {
      @Override
      protected Repeat repeat(Connection connection, String id) {
        return new Repeat(connection.toString(), id);
      }
    };
  }
}
