package dev.syslab.solutions.ratelimiter.mistakes;

import dev.syslab.solutions.ratelimiter.Script;
import dev.syslab.solutions.ratelimiter.SharedLimiter;
import dev.syslab.solutions.ratelimiter.Slots;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 6,
    summary = "a renewal checks whether the slot exists, but not whether it has expired",
    killedBy = "a_woken_gateway_does_not_take_its_slot_back",
    hint = "renew-what-is-there")
public final class RenewsWhatHasEnded extends SharedLimiter {
  public RenewsWhatHasEnded(Environment env) {
    super(env);
  }

  @Override
  protected Slots slots() {
    return new Slots(servers) {
      @Override
      protected Script script(Script plain) {
        String text = plain.text().replace("2 * ARGV", "10 * ARGV");
        return Script.of(
            plain.equals(RENEW)
                ? text.replace("redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)", "")
                : text);
      }
    };
  }
}
