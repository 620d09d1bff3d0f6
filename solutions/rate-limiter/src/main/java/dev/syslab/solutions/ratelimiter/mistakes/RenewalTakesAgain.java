package dev.syslab.solutions.ratelimiter.mistakes;

import dev.syslab.solutions.ratelimiter.Script;
import dev.syslab.solutions.ratelimiter.SharedLimiter;
import dev.syslab.solutions.ratelimiter.Slots;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 6,
    summary = "a renewal recreates the slot if it has expired",
    killedBy = "a_woken_gateway_does_not_take_its_slot_back",
    hint = "renew-what-is-there")
public final class RenewalTakesAgain extends SharedLimiter {
  public RenewalTakesAgain(Environment env) {
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
                .replace("if not redis.call('ZSCORE', KEYS[1], ARGV[1]) then return 0 end", ""));
      }
    };
  }
}
