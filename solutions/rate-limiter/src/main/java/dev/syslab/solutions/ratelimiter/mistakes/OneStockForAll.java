package dev.syslab.solutions.ratelimiter.mistakes;

import dev.syslab.solutions.ratelimiter.Batches;
import dev.syslab.solutions.ratelimiter.Pair;
import dev.syslab.solutions.ratelimiter.SharedLimiter;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 8,
    summary = "keeps one stock per route, for all clients",
    killedBy = "a_stock_belongs_to_one_client",
    hint = "a-stock-for-each")
public final class OneStockForAll extends SharedLimiter {
  public OneStockForAll(Environment env) {
    super(env);
  }

  @Override
  protected Batches batches() {
    return new Batches(this::stock) {
      @Override
      protected Object key(Pair pair) {
        return pair.route();
      }
    };
  }
}
