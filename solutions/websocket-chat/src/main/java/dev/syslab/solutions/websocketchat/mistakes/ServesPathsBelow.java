package dev.syslab.solutions.websocketchat.mistakes;

import dev.syslab.labs.websocketchat.RefusedException;
import dev.syslab.labs.websocketchat.Request;
import dev.syslab.labs.websocketchat.Upgrade;
import dev.syslab.solutions.websocketchat.ChatNode;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 2,
    summary = "serves every path that begins with /chat",
    killedBy = "who_does_not_speak_the_protocol_is_refused",
    hint = "who-are-you")
public final class ServesPathsBelow extends ChatNode {
  public ServesPathsBelow(Environment env) {
    super(env);
  }

  @Override
  protected String user(Upgrade upgrade) {
    if (!upgrade.path().startsWith("/chat") || !upgrade.offers(SUBPROTOCOL)) {
      return super.user(upgrade);
    }
    return upgrade
        .parameter("user")
        .filter(user -> Request.fits(user, LONGEST_NAME))
        .orElseThrow(() -> new RefusedException(400, "say who you are"));
  }
}
