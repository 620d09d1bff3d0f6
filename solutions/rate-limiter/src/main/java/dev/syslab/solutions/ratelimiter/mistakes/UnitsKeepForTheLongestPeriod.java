package dev.syslab.solutions.ratelimiter.mistakes;

import dev.syslab.labs.ratelimiter.Limit;
import dev.syslab.labs.ratelimiter.Rules;
import dev.syslab.solutions.ratelimiter.SharedLimiter;
import dev.syslab.solutions.ratelimiter.Stock;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.time.Duration;
import java.util.List;

@Mistake(
    stage = 8,
    summary = "hands out fetched units for the longest of the periods",
    killedBy = "units_that_were_fetched_do_not_keep",
    hint = "units-age")
public final class UnitsKeepForTheLongestPeriod extends SharedLimiter {
  public UnitsKeepForTheLongestPeriod(Environment env) {
    super(env);
  }

  @Override
  protected Stock stock(Rules rules, List<Limit> limits) {
    return new Stock(rules, limits, decisions) {
      @Override
      protected boolean isFresh(long now) {
        List<Duration> periods = limits.stream().map(Limit::period).sorted().toList();
        Duration longer = periods.get(periods.size() - 1).minus(periods.get(0));
        return super.isFresh(now - longer.toNanos());
      }
    };
  }
}
