package dev.syslab.solutions.ratelimiter.mistakes;

import dev.syslab.labs.ratelimiter.Decision;
import dev.syslab.solutions.ratelimiter.Ruling;
import dev.syslab.solutions.ratelimiter.SharedLimiter;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

@Mistake(
    stage = 7,
    summary = "without Redis, counts by itself, and denies what is beyond the limit",
    killedBy = "a_redis_that_is_gone_is_the_same",
    hint = "any-failure")
public final class CountsByItself extends SharedLimiter {
  public CountsByItself(Environment env) {
    super(env);
  }

  private final AtomicLong counted = new AtomicLong();

  @Override
  protected Ruling rule(String route, String client, long cost) {
    Ruling ruling = super.rule(route, client, cost);
    Decision d = ruling.decision();
    if (!d.degraded() || !d.allowed() || counted.addAndGet(cost) <= d.limit()) {
      return ruling;
    }
    Duration later = Duration.ofSeconds(1);
    return new Ruling(
        new Decision(false, d.policy(), d.limit(), 0, later, d.resetAfter(), true), List.of());
  }
}
