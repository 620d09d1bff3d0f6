package dev.syslab.solutions.ratelimiter.mistakes;

import dev.syslab.labs.ratelimiter.Limit;
import dev.syslab.labs.ratelimiter.Rules;
import dev.syslab.solutions.ratelimiter.SharedLimiter;
import dev.syslab.solutions.ratelimiter.Stock;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.List;

@Mistake(
    stage = 8,
    summary = "does not remember denials, so each denied call asks Redis",
    killedBy = "a_denied_client_causes_no_more_round_trips",
    hint = "remember-a-denial")
public final class AsksForDenials extends SharedLimiter {
  public AsksForDenials(Environment env) {
    super(env);
  }

  @Override
  protected Stock stock(Rules rules, List<Limit> limits) {
    return new Stock(rules, limits, decisions) {
      @Override
      protected boolean isDenied(long cost, long now) {
        return false;
      }
    };
  }
}
