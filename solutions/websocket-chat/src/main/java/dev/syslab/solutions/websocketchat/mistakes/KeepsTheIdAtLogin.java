package dev.syslab.solutions.websocketchat.mistakes;

import dev.syslab.labs.websocketchat.Access;
import dev.syslab.labs.websocketchat.ChatServer;
import dev.syslab.labs.websocketchat.Upgrade;
import dev.syslab.solutions.websocketchat.ChatNode;
import dev.syslab.solutions.websocketchat.Door;
import dev.syslab.solutions.websocketchat.Lanes;
import dev.syslab.solutions.websocketchat.RedisCalls;
import dev.syslab.solutions.websocketchat.Sessions;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 8,
    summary = "goes on with the id that the client had before the login",
    killedBy = "a_login_makes_a_new_session_and_ends_the_one_before",
    hint = "a-new-id-at-login")
public final class KeepsTheIdAtLogin extends ChatNode {
  public KeepsTheIdAtLogin(Environment env) {
    super(env);
  }

  @Override
  protected Sessions sessions() {
    return new Adopting(new RedisCalls(env.redis()));
  }

  private static final class Adopting extends Sessions {
    Adopting(RedisCalls redis) {
      super(redis);
    }

    @Override
    protected String begin(String id, String user) {
      return super.begin(id, user);
    }
  }

  @Override
  protected Door door(Access access, Sessions sessions, Lanes lanes) {
    return new Door(access, sessions, lanes) {
      @Override
      protected String renew(Upgrade request, String user) {
        return request
            .cookie(ChatServer.COOKIE)
            .map(id -> ((Adopting) sessions).begin(id, user))
            .orElseGet(() -> sessions.begin(user));
      }
    };
  }
}
