package dev.syslab.solutions.ratelimiter.mistakes;

import dev.syslab.solutions.ratelimiter.Server;
import dev.syslab.solutions.ratelimiter.SharedLimiter;
import dev.syslab.solutions.ratelimiter.Slots;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 6,
    summary = "a slot expires one lease after it was taken, even if its holder is alive",
    killedBy = "a_living_gateway_keeps_its_slot",
    hint = "renew-while-you-live")
public final class NeverRenews extends SharedLimiter {
  public NeverRenews(Environment env) {
    super(env);
  }

  @Override
  protected Slots slots() {
    return new Slots(servers) {
      @Override
      public void renew(Server server) {}
    };
  }
}
