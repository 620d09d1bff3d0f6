package dev.syslab.solutions.ratelimiter.mistakes;

import dev.syslab.solutions.ratelimiter.LimitScripts;
import dev.syslab.solutions.ratelimiter.SharedLimiter;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 2,
    summary = "takes the last used window for the previous one, however old it is",
    killedBy = "the_counter_forgets_what_is_two_windows_old",
    hint = "forget-the-older-ones")
public final class KeepsAnOldWindow extends SharedLimiter {
  public KeepsAnOldWindow(Environment env) {
    super(env);
  }

  @Override
  protected String slidingCounter() {
    return LimitScripts.SLIDING_COUNTER
        .replace("if not stored or stored < start - period then", "if not stored then")
        .replace("stay(key, start + 2 * period - now)", "stay(key, 10 * period)");
  }
}
