package dev.syslab.solutions.ratelimiter.mistakes;

import dev.syslab.solutions.ratelimiter.Counts;
import dev.syslab.solutions.ratelimiter.Script;
import dev.syslab.solutions.ratelimiter.SharedLimiter;
import dev.syslab.solutions.ratelimiter.TakeScript;
import dev.syslab.subject.Environment;

/** A limiter whose script gets the time from its gateway. */
abstract class OwnClock extends SharedLimiter {
  private static final String THE_SERVERS = "local now = time[1] * 1000000 + time[2]";
  // The call's name, which begins with it, is an argument already.
  private static final String THE_CALLERS =
      "local now = tonumber(string.match(ARGV[3], '^%d+')) * 1000";

  OwnClock(Environment env) {
    super(env);
  }

  @Override
  protected Counts counts() {
    Script script =
        TakeScript.of(take(), fixedWindow(), slidingCounter(), slidingLog(), tokenBucket());
    return new Counts(Script.of(script.text().replace(THE_SERVERS, THE_CALLERS))) {
      @Override
      protected String name() {
        return System.currentTimeMillis() + ":" + super.name();
      }
    };
  }
}
