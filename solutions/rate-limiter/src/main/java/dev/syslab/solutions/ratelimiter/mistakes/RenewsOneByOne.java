package dev.syslab.solutions.ratelimiter.mistakes;

import dev.syslab.solutions.ratelimiter.Server;
import dev.syslab.solutions.ratelimiter.SharedLimiter;
import dev.syslab.solutions.ratelimiter.Slots;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.List;

@Mistake(
    stage = 6,
    summary = "slots are renewed one after the other: many take longer than a lease",
    killedBy = "a_gateway_keeps_many_slots_at_once",
    hint = "renew-all-at-once")
public final class RenewsOneByOne extends SharedLimiter {
  public RenewsOneByOne(Environment env) {
    super(env);
  }

  @Override
  protected Slots slots() {
    return new Slots(servers) {
      @Override
      public void renew(Server server) {
        heldAt(server).forEach(id -> renew(server, List.of(id)));
      }
    };
  }
}
