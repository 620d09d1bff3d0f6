package dev.syslab.solutions.websocketchat.mistakes;

import dev.syslab.solutions.websocketchat.ChatNode;
import dev.syslab.solutions.websocketchat.RedisCalls;
import dev.syslab.solutions.websocketchat.Sessions;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

@Mistake(
    stage = 8,
    summary = "writes the user into the cookie, encoded",
    killedBy = "a_session_is_an_opaque_cookie_that_every_node_knows",
    hint = "an-opaque-cookie")
public final class PutsTheUserIntoTheCookie extends ChatNode {
  public PutsTheUserIntoTheCookie(Environment env) {
    super(env);
  }

  @Override
  protected Sessions sessions() {
    return new Sessions(new RedisCalls(env.redis())) {
      @Override
      protected String newId(String user) {
        byte[] name = user.getBytes(StandardCharsets.UTF_8);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(name)
            + "."
            + super.newId(user);
      }
    };
  }
}
