package dev.syslab.solutions.ratelimiter;

import dev.syslab.labs.ratelimiter.Limit;
import dev.syslab.labs.ratelimiter.Rules;
import dev.syslab.solutions.ratelimiter.Counts.Taken;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;

/** The stocks of this gateway, one for each pair of a route with a batch. */
public class Batches {
  private final Map<Object, Stock> stocks = new ConcurrentHashMap<>();
  protected final Decisions decisions;

  public Batches(Decisions decisions) {
    this.decisions = decisions;
  }

  Ruling decide(
      Pair pair, Rules rules, List<Limit> limits, long cost, BiFunction<Long, Long, Taken> fetch) {
    return stocks
        .compute(
            key(pair),
            (key, stock) -> stock != null && stock.isFor(rules) ? stock : stock(rules, limits))
        .decide(cost, fetch);
  }

  /** For whom a stock is. */
  protected Object key(Pair pair) {
    return pair;
  }

  protected Stock stock(Rules rules, List<Limit> limits) {
    return new Stock(rules, limits, decisions);
  }

  /** Forgets what nobody asks for any more. */
  void clear() {
    long now = System.nanoTime();
    stocks.values().removeIf(stock -> stock.isStale(now));
  }
}
