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
    summary = "checks members that this server knows nothing of",
    killedBy = "a_bad_request_is_answered_and_changes_nothing",
    hint = "bad-requests")
public final class RefusesWhatItDoesNotKnow extends ChatNode {
  public RefusesWhatItDoesNotKnow(Environment env) {
    super(env);
  }

  @Override
  protected Connection connection(String user, Rooms rooms, Settings settings) {
    return new Connection(user, rooms, settings) {
      @Override
      protected Request parse(String text) throws BadRequestException {
        return Request.parseResuming(text);
      }
    };
  }
}
