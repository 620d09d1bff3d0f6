package dev.syslab.solutions.ratelimiter.mistakes;

import dev.syslab.labs.ratelimiter.UnavailableException;
import dev.syslab.solutions.ratelimiter.SharedLimiter;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 7,
    summary = "retries a release five times if Redis does not answer",
    killedBy = "what_redis_must_keep_is_not_promised_without_it",
    hint = "say-that-it-is-unavailable")
public final class RetriesReleases extends SharedLimiter {
  public RetriesReleases(Environment env) {
    super(env);
  }

  @Override
  public boolean release(String slot) {
    for (int i = 0; i < 4; i++) {
      try {
        return super.release(slot);
      } catch (UnavailableException away) {
        // Once more.
      }
    }
    return super.release(slot);
  }
}
