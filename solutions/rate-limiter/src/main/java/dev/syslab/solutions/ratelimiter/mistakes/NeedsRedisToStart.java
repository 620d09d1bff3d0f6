package dev.syslab.solutions.ratelimiter.mistakes;

import dev.syslab.solutions.ratelimiter.SharedLimiter;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 7,
    summary = "does not start while Redis is unavailable",
    killedBy = "what_redis_must_keep_is_not_promised_without_it",
    hint = "say-that-it-is-unavailable")
public final class NeedsRedisToStart extends SharedLimiter {
  public NeedsRedisToStart(Environment env) {
    super(env);
    settings.look();
  }
}
