package dev.syslab.solutions.ratelimiter.mistakes;

import dev.syslab.solutions.ratelimiter.Script;
import dev.syslab.solutions.ratelimiter.SharedLimiter;
import dev.syslab.solutions.ratelimiter.Slots;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 6,
    summary = "a release frees some slot, whoever holds it",
    killedBy = "a_gateway_that_stood_still_has_lost_its_slot",
    hint = "what-has-ended-is-not-yours")
public final class ReleasesAnySlot extends SharedLimiter {
  public ReleasesAnySlot(Environment env) {
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
                .replace(
                    "return redis.call('ZREM', KEYS[1], ARGV[1])",
                    "redis.call('ZPOPMIN', KEYS[1]) return 1"));
      }
    };
  }
}
