package dev.syslab.solutions.websocketchat.mistakes;

import dev.syslab.labs.websocketchat.Access;
import dev.syslab.labs.websocketchat.Upgrade;
import dev.syslab.solutions.websocketchat.ChatNode;
import dev.syslab.solutions.websocketchat.Door;
import dev.syslab.solutions.websocketchat.Lanes;
import dev.syslab.solutions.websocketchat.Sessions;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 8,
    summary = "looks at the cookie only, which comes along whichever page asks",
    killedBy = "who_comes_from_another_page_is_refused",
    hint = "which-page-asks")
public final class ChecksNoOrigin extends ChatNode {
  public ChecksNoOrigin(Environment env) {
    super(env);
  }

  @Override
  protected Door door(Access access, Sessions sessions, Lanes lanes) {
    return new Door(access, sessions, lanes) {
      @Override
      protected void checkOrigin(Upgrade request) {}
    };
  }
}
