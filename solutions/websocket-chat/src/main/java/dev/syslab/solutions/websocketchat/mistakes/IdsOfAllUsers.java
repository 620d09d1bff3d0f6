package dev.syslab.solutions.websocketchat.mistakes;

import dev.syslab.solutions.websocketchat.ChatNode;
import dev.syslab.solutions.websocketchat.Connection;
import dev.syslab.solutions.websocketchat.Room;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 2,
    summary = "takes two messages for one if their ids are equal, whoever sent them",
    killedBy = "a_message_whose_acknowledgement_was_lost_is_stored_once",
    hint = "sent-twice")
public final class IdsOfAllUsers extends ChatNode {
  public IdsOfAllUsers(Environment env) {
    super(env);
  }

  @Override
  protected Room room(String name) {
    return new Room(name) {
      @Override
      protected Repeat repeat(Connection connection, String id) {
        return new Repeat("", id);
      }
    };
  }
}
