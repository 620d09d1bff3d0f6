package dev.syslab.solutions.websocketchat.mistakes;

import dev.syslab.labs.websocketchat.Settings;
import dev.syslab.solutions.websocketchat.ChatNode;
import dev.syslab.solutions.websocketchat.Connection;
import dev.syslab.solutions.websocketchat.Rooms;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 2,
    summary = "acts on what arrived together with the reason for its close",
    killedBy = "however_a_connection_ends_its_user_is_gone_and_says_no_more",
    hint = "nothing-after-the-end")
public final class ActsAfterItsClose extends ChatNode {
  public ActsAfterItsClose(Environment env) {
    super(env);
  }

  @Override
  protected Connection connection(String user, Rooms rooms, Settings settings) {
    return new Connection(user, rooms, settings) {
      @Override
      protected void ignoreTheRest() {}
    };
  }
}
