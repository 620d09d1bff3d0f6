package dev.syslab.solutions.caching.mistakes;

import dev.syslab.solutions.caching.LocalLevel;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Least frequently used, ties by arrival. */
final class ArrivalLevel<V> extends LocalLevel<V> {
  private final Map<String, Integer> reads = new LinkedHashMap<>();

  ArrivalLevel(int capacity) {
    super(capacity, false);
  }

  @Override
  public Optional<V> get(String key) {
    reads.computeIfPresent(key, (same, count) -> count + 1);
    return super.get(key);
  }

  @Override
  public void put(String key, V value) {
    super.put(key, value);
    reads.put(key, 1);
  }

  @Override
  protected String victim() {
    String victim = reads.keySet().stream().min(Comparator.comparing(reads::get)).orElseThrow();
    reads.remove(victim);
    return victim;
  }
}
