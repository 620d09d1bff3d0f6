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
  private final Map<Pair, Stock> stocks = new ConcurrentHashMap<>();
  private final Decisions decisions;

  public Batches(Decisions decisions) {
    this.decisions = decisions;
  }

  Ruling decide(
      Pair pair, Rules rules, List<Limit> limits, long cost, BiFunction<Long, Long, Taken> fetch) {
    return stocks
        .compute(
            pair,
            (key, stock) ->
                stock != null && stock.isFor(rules) ? stock : new Stock(rules, limits, decisions))
        .decide(cost, fetch);
  }

  /** Forgets what nobody asks for any more. */
  void clear() {
    long now = System.nanoTime();
    stocks.values().removeIf(stock -> stock.isStale(now));
  }
}
