package dev.syslab.solutions.ratelimiter.alternatives;

import dev.syslab.solutions.ratelimiter.Counts;
import dev.syslab.solutions.ratelimiter.SharedLimiter;
import dev.syslab.solutions.ratelimiter.Slots;
import dev.syslab.subject.Alternative;
import dev.syslab.subject.Environment;

/**
 * Optimistic, without a script: a pair's counts and slots are watched, read, updated in the
 * gateway, and written with MULTI and EXEC, which Redis rejects if another client has written in
 * the meantime. The attempt is then repeated with growing back-off, for as long as a caller can
 * wait.
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
