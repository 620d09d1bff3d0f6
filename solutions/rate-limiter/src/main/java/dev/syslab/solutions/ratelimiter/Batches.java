package dev.syslab.solutions.ratelimiter;

import dev.syslab.labs.ratelimiter.Limit;
import dev.syslab.labs.ratelimiter.Rules;
import dev.syslab.solutions.ratelimiter.Counts.Taken;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;

/** The stocks of this gateway, one for each pair whose route has a batch. */
public class Batches {
  private final Map<Object, Stock> stocks = new ConcurrentHashMap<>();
  private final BiFunction<Rules, List<Limit>, Stock> fresh;

  /**
   * @param fresh creates an empty stock
   */
  public Batches(BiFunction<Rules, List<Limit>, Stock> fresh) {
    this.fresh = fresh;
  }

  Ruling decide(
      Pair pair, Rules rules, List<Limit> limits, long cost, BiFunction<Long, Long, Taken> fetch) {
    return stocks
        .compute(
            key(pair),
            (key, stock) ->
                stock != null && stock.isFor(rules) ? stock : fresh.apply(rules, limits))
        .decide(cost, fetch);
  }

  /** The pair and the rules that a stock belongs to. */
  protected Object key(Pair pair) {
    return pair;
  }

  /** Drops the stocks that are no longer used. */
  void clear() {
    long now = System.nanoTime();
    stocks.values().removeIf(stock -> stock.isStale(now));
  }
}
