package dev.syslab.solutions.websocketchat.mistakes;

import dev.syslab.labs.websocketchat.BadRequestException;
import dev.syslab.labs.websocketchat.Request;
import dev.syslab.labs.websocketchat.Settings;
import dev.syslab.solutions.websocketchat.ChatNode;
import dev.syslab.solutions.websocketchat.Connection;
import dev.syslab.solutions.websocketchat.Rooms;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 2,
    summary = "ends the connection of a client whose request is invalid",
    killedBy = "a_bad_request_is_answered_and_changes_nothing",
    hint = "bad-requests")
public final class HangsUpOnNonsense extends ChatNode {
  public HangsUpOnNonsense(Environment env) {
    super(env);
  }

  @Override
  protected Connection connection(String user, Rooms rooms, Settings settings) {
    return new Connection(user, rooms, settings) {
      @Override
      protected Request parse(String text) throws BadRequestException {
        try {
          return super.parse(text);
        } catch (BadRequestException e) {
          throw new IllegalStateException(e);
        }
      }
    };
  }
}
