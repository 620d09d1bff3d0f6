package dev.syslab.solutions.ratelimiter.mistakes;

import dev.syslab.solutions.ratelimiter.Script;
import dev.syslab.solutions.ratelimiter.SharedLimiter;
import dev.syslab.solutions.ratelimiter.Slots;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 6,
    summary = "takes a slot for 2 s, but renews it for 0.9 s only",
    killedBy = "a_killed_gateways_slot_comes_back",
    hint = "lease-the-slot")
public final class RenewsForLess extends SharedLimiter {
  public RenewsForLess(Environment env) {
    super(env);
  }

  @Override
  protected Slots slots() {
    return new Slots(servers) {
      @Override
      protected Script script(Script plain) {
        return plain == RENEW
            ? Script.of(plain.text().replace("now + ARGV[2]", "now + 900"))
            : plain;
      }
    };
  }
}
