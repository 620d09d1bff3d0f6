package dev.syslab.solutions.caching.mistakes;

import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 8,
    summary =
        "a timeout of 100 ms: a Redis that is merely slow is skipped, and the database "
            + "queried",
    killedBy = "a_slow_redis_is_not_a_silent_one",
    hint = "slow-is-not-silent")
public final class TakesSlowForSilent extends WaitsForAConnection {
  public TakesSlowForSilent(Environment env) {
    super(env);
  }

  @Override
  protected int timeoutMillis() {
    return 100;
  }
}
