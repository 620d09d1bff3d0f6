package dev.syslab.solutions.ratelimiter.mistakes;

import dev.syslab.solutions.ratelimiter.Pair;
import dev.syslab.solutions.ratelimiter.Script;
import dev.syslab.solutions.ratelimiter.SharedLimiter;
import dev.syslab.solutions.ratelimiter.Slots;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.Optional;

@Mistake(
    stage = 6,
    summary = "takes a slot, then sets the time to live with a second command",
    killedBy = "a_killed_gateways_slot_comes_back",
    hint = "lease-the-slot")
public final class TakesThenExpires extends SharedLimiter {
  public TakesThenExpires(Environment env) {
    super(env);
  }

  @Override
  protected Slots slots() {
    return new Slots(servers) {
      @Override
      protected Script script(Script plain) {
        return plain == ACQUIRE
            ? Script.of(plain.text().replaceAll("redis.call..PEX.*[)]", ""))
            : plain;
      }

      @Override
      public Optional<String> acquire(Pair pair, int slots) {
        Optional<String> slot = super.acquire(pair, slots);
        servers.of(pair).client().pexpire(key(pair), 2 * SLOT_LEASE.toMillis());
        return slot;
      }
    };
  }
}
