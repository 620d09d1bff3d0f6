package dev.syslab.solutions.ratelimiter.mistakes;

import dev.syslab.solutions.ratelimiter.SharedLimiter;
import dev.syslab.solutions.ratelimiter.Slots;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 6,
    summary = "only the gateway that took a slot can release it",
    killedBy = "any_gateway_may_release_and_only_once",
    hint = "renew-what-is-there")
public final class ReleasesItsOwnOnly extends SharedLimiter {
  public ReleasesItsOwnOnly(Environment env) {
    super(env);
  }

  @Override
  protected Slots slots() {
    return new Slots(servers) {
      @Override
      public boolean release(String id) {
        return held.contains(id) && super.release(id);
      }
    };
  }
}
