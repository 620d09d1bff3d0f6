package dev.syslab.solutions.ratelimiter.mistakes;

import dev.syslab.solutions.ratelimiter.Pair;
import dev.syslab.solutions.ratelimiter.Script;
import dev.syslab.solutions.ratelimiter.SharedLimiter;
import dev.syslab.solutions.ratelimiter.Slots;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 6,
    summary = "renews a slot from before it is taken, even if no caller was given it",
    killedBy = "a_slot_that_was_taken_unknown_is_free_again",
    hint = "renew-what-you-have")
public final class RenewsWhatItNeverGot extends SharedLimiter {
  public RenewsWhatItNeverGot(Environment env) {
    super(env);
  }

  @Override
  protected Slots slots() {
    return new Slots(servers) {
      @Override
      protected boolean run(Script script, Pair pair, String... arguments) {
        if (script.equals(ACQUIRE)) {
          held.add(arguments[0]);
        }
        boolean done = super.run(script, pair, arguments);
        if (script.equals(ACQUIRE) && !done) {
          held.remove(arguments[0]);
        }
        return done;
      }
    };
  }
}
