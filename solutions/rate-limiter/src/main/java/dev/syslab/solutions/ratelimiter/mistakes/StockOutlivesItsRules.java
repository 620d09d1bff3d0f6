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
    summary = "a stock, and the denial it remembers, outlive the configuration that they belong to",
    killedBy = "a_raised_limit_is_followed_in_batches_too",
    hint = "a-stock-has-a-configuration")
public final class StockOutlivesItsRules extends SharedLimiter {
  public StockOutlivesItsRules(Environment env) {
    super(env);
  }

  @Override
  protected Stock stock(Rules rules, List<Limit> limits) {
    return new Stock(rules, limits, decisions) {
      @Override
      protected boolean isFor(Rules now) {
        return rules.batch() == now.batch();
      }
    };
  }
}
