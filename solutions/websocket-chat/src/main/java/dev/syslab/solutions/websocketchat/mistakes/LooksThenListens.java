package dev.syslab.solutions.websocketchat.mistakes;

import dev.syslab.labs.websocketchat.Position;
import dev.syslab.solutions.websocketchat.ChatNode;
import dev.syslab.solutions.websocketchat.SharedLog;
import dev.syslab.solutions.websocketchat.SharedRoom;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 7,
    summary = "reads the history first, and listens from the end that the room has a moment later",
    killedBy = "who_comes_back_while_others_speak_hears_each_message_once",
    hint = "history-then-live-again")
public final class LooksThenListens extends ChatNode {
  public LooksThenListens(Environment env) {
    super(env);
  }

  @Override
  protected SharedRoom room(String name, SharedLog log) {
    return new SharedRoom(name, log) {
      @Override
      protected void catchUp(Position end) {
        super.catchUp(log.past(name, null).end());
      }
    };
  }
}
