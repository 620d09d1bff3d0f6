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
    summary = "callers of one stock queue up, and each waits for a silent Redis in turn",
    killedBy = "callers_of_one_stock_wait_no_longer_than_one",
    hint = "one-fetch-fails-for-all")
public final class StockIsQueuedFor extends SharedLimiter {
  public StockIsQueuedFor(Environment env) {
    super(env);
  }

  @Override
  protected Stock stock(Rules rules, List<Limit> limits) {
    return new Stock(rules, limits, decisions) {
      @Override
      protected boolean locked() {
        lock.lock();
        return true;
      }

      @Override
      protected boolean failedSince(long entered) {
        return false;
      }
    };
  }
}
