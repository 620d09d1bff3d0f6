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
    summary = "bounds a name by its characters, not by its bytes",
    killedBy = "a_bad_request_is_answered_and_changes_nothing",
    hint = "bad-requests")
public final class CountsCharacters extends ChatNode {
  public CountsCharacters(Environment env) {
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
          // 22 euro signs: 66 bytes.
          String ascii = text.replace('€', 'e');
          Request request = super.parse(ascii);
          return ascii.equals(text) ? request : new Request(request.type(), text, "id", "text");
        }
      }
    };
  }
}
