package dev.syslab.solutions.ratelimiter.mistakes;

import dev.syslab.solutions.ratelimiter.SharedLimiter;
import dev.syslab.solutions.ratelimiter.Slots;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 6,
    summary = "a release always says that the slot was held",
    killedBy = "any_gateway_may_release_and_only_once",
    hint = "renew-what-is-there")
public final class ReleasesTwice extends SharedLimiter {
  public ReleasesTwice(Environment env) {
    super(env);
  }

  @Override
  protected Slots slots() {
    return new Slots(servers) {
      @Override
      public boolean release(String id) {
        super.release(id);
        return true;
      }
    };
  }
}
