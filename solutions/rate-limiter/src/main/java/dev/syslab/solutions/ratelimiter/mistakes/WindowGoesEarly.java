package dev.syslab.solutions.ratelimiter.mistakes;

import dev.syslab.solutions.ratelimiter.LimitScripts;
import dev.syslab.solutions.ratelimiter.SharedLimiter;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 1,
    summary = "the key of a window has a time to live in whole seconds, rounded down",
    killedBy = "a_client_that_keeps_asking_is_admitted_in_the_next_window",
    hint = "a-window-ends-by-itself")
public final class WindowGoesEarly extends SharedLimiter {
  public WindowGoesEarly(Environment env) {
    super(env);
  }

  @Override
  protected String fixedWindow() {
    return LimitScripts.FIXED_WINDOW.replace(
        "stay(key, start + period - now)",
        "redis.call('EXPIRE', key, math.floor((start + period - now) / 1000000))");
  }
}
