package dev.syslab.solutions.ratelimiter.mistakes;

import dev.syslab.solutions.ratelimiter.Server;
import dev.syslab.solutions.ratelimiter.SharedLimiter;
import dev.syslab.solutions.ratelimiter.Slots;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.List;

@Mistake(
    stage = 8,
    summary = "one thread renews the slots of all servers, one server after the other",
    killedBy = "a_silent_server_takes_no_slots_of_another",
    hint = "only-its-own")
public final class RenewsAllInTurn extends SharedLimiter {
  public RenewsAllInTurn(Environment env) {
    super(env);
  }

  @Override
  protected Slots slots() {
    return new Slots(servers) {
      @Override
      public void renew(Server server) {
        if (server == servers.all().get(0)) {
          servers.all().forEach(one -> heldAt(one).forEach(id -> renew(one, List.of(id))));
        }
      }
    };
  }
}
