package dev.syslab.solutions.ratelimiter.mistakes;

import dev.syslab.solutions.ratelimiter.Script;
import dev.syslab.solutions.ratelimiter.SharedLimiter;
import dev.syslab.solutions.ratelimiter.Slots;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.time.Instant;

@Mistake(
    stage = 6,
    summary = "a lease expires by the gateway's own clock",
    killedBy = "leases_go_by_the_servers_clock",
    hint = "one-clock")
public final class LeaseByItsOwnClock extends SharedLimiter {
  public LeaseByItsOwnClock(Environment env) {
    super(env);
  }

  @Override
  protected Slots slots() {
    return new Slots(servers) {
      @Override
      protected Script script(Script plain) {
        String own = "local now = " + Instant.now().toEpochMilli() + " ";
        return Script.of(plain.text().replaceFirst("local now = [^r]*", own));
      }
    };
  }
}
