package dev.syslab.solutions.ratelimiter.mistakes;

import dev.syslab.solutions.ratelimiter.Script;
import dev.syslab.solutions.ratelimiter.SharedLimiter;
import dev.syslab.solutions.ratelimiter.Slots;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 6,
    summary = "a release checks whether the slot exists, but not whether it has expired",
    killedBy = "a_slot_that_has_ended_cannot_be_released",
    hint = "what-has-ended-is-not-yours")
public final class ReleasesWhatHasEnded extends SharedLimiter {
  public ReleasesWhatHasEnded(Environment env) {
    super(env);
  }

  @Override
  protected Slots slots() {
    return new Slots(servers) {
      @Override
      protected Script script(Script plain) {
        String text = plain.text().replace("2 * ARGV", "1000 + ARGV");
        return Script.of(
            plain != ACQUIRE
                ? text.replace("redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)", "")
                : text);
      }
    };
  }
}
