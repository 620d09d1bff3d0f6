package dev.syslab.solutions.ratelimiter.alternatives;

import dev.syslab.solutions.ratelimiter.Counts;
import dev.syslab.solutions.ratelimiter.SharedLimiter;
import dev.syslab.solutions.ratelimiter.Slots;
import dev.syslab.subject.Alternative;
import dev.syslab.subject.Environment;

/**
 * Without a script, optimistic: a pair's counts and slots are watched, read, computed with in the
 * gateway, and written by MULTI and EXEC, which Redis refuses if somebody else has written
 * meanwhile. Then it is tried again, with a pause that grows, for as long as a caller can wait.
 */
@Alternative(summary = "no script: WATCH, compute in the gateway, MULTI and EXEC")
public class WatchedLimiter extends SharedLimiter {
  public WatchedLimiter(Environment env) {
    super(env);
  }

  @Override
  protected Counts counts() {
    return new WatchedCounts();
  }

  @Override
  protected Slots slots() {
    return new WatchedSlots(servers);
  }
}
