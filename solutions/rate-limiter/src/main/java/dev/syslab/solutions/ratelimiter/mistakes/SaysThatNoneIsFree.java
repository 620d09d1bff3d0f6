package dev.syslab.solutions.ratelimiter.mistakes;

import dev.syslab.labs.ratelimiter.UnavailableException;
import dev.syslab.solutions.ratelimiter.SharedLimiter;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.Optional;

@Mistake(
    stage = 7,
    summary = "without Redis, answers that no slot is free",
    killedBy = "what_redis_must_keep_is_not_promised_without_it",
    hint = "say-that-it-is-unavailable")
public final class SaysThatNoneIsFree extends SharedLimiter {
  public SaysThatNoneIsFree(Environment env) {
    super(env);
  }

  @Override
  public Optional<String> acquire(String route, String client) {
    try {
      return super.acquire(route, client);
    } catch (UnavailableException e) {
      return Optional.empty();
    }
  }
}
