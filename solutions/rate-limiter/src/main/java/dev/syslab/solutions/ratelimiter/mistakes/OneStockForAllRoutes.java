package dev.syslab.solutions.ratelimiter.mistakes;

import dev.syslab.solutions.ratelimiter.Batches;
import dev.syslab.solutions.ratelimiter.Pair;
import dev.syslab.solutions.ratelimiter.SharedLimiter;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 8,
    summary = "keeps one stock per client, for all routes",
    killedBy = "a_stock_belongs_to_one_client",
    hint = "a-stock-for-each")
public final class OneStockForAllRoutes extends SharedLimiter {
  public OneStockForAllRoutes(Environment env) {
    super(env);
  }

  @Override
  protected Batches batches() {
    return new Batches(this::stock) {
      @Override
      protected Object key(Pair pair) {
        return pair.client();
      }
    };
  }
}
