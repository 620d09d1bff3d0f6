package dev.syslab.solutions.ratelimiter.mistakes;

import dev.syslab.labs.ratelimiter.Limit;
import dev.syslab.labs.ratelimiter.Rules;
import dev.syslab.solutions.ratelimiter.Ruling;
import dev.syslab.solutions.ratelimiter.SharedLimiter;
import dev.syslab.solutions.ratelimiter.Stock;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.time.Duration;
import java.util.List;

@Mistake(
    stage = 8,
    summary = "a remembered denial repeats its first retryAfter, however much time has passed",
    killedBy = "a_denied_client_causes_no_more_round_trips",
    hint = "remember-a-denial")
public final class DeniesAsLongAsAtFirst extends SharedLimiter {
  public DeniesAsLongAsAtFirst(Environment env) {
    super(env);
  }

  @Override
  protected Stock stock(Rules rules, List<Limit> limits) {
    return new Stock(rules, limits, decisions) {
      @Override
      protected Ruling deniedFor(Duration wait, Duration age) {
        return super.deniedFor(wait.plus(age), age);
      }
    };
  }
}
