package dev.syslab.solutions.ratelimiter.mistakes;

import dev.syslab.solutions.ratelimiter.Script;
import dev.syslab.solutions.ratelimiter.SharedLimiter;
import dev.syslab.solutions.ratelimiter.Slots;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 6,
    summary = "a slot is held until it is released",
    killedBy = "a_killed_gateways_slot_comes_back",
    hint = "lease-the-slot")
public final class NeverExpires extends SharedLimiter {
  public NeverExpires(Environment env) {
    super(env);
  }

  @Override
  protected Slots slots() {
    return new Slots(servers) {
      @Override
      protected Script script(Script plain) {
        return Script.of(
            plain
                .text()
                .replace("redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)", "")
                .replace("2 * ARGV", "3600 * ARGV"));
      }
    };
  }
}
