package dev.syslab.solutions.websocketchat.mistakes;

import dev.syslab.labs.websocketchat.Request;
import dev.syslab.labs.websocketchat.Upgrade;
import dev.syslab.solutions.websocketchat.ChatNode;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 2,
    summary = "accepts clients that do not offer the protocol",
    killedBy = "who_does_not_speak_the_protocol_is_refused",
    hint = "who-are-you")
public final class SpeaksAnything extends ChatNode {
  public SpeaksAnything(Environment env) {
    super(env);
  }

  @Override
  protected String user(Upgrade upgrade) {
    return upgrade.parameter("user").filter(user -> Request.fits(user, LONGEST_NAME)).isPresent()
            && upgrade.path().equals("/chat")
        ? upgrade.parameter("user").get()
        : super.user(upgrade);
  }
}
