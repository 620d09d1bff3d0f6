package dev.syslab.solutions.caching.mistakes;

import dev.syslab.solutions.caching.LocalLevel;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Least frequently used over all time: an evicted key keeps its count, and has it when it comes
 * back.
 */
final class RememberingLevel<V> extends LocalLevel<V> {
  private final Map<String, Integer> reads = new HashMap<>();
  private final Map<String, Long> lastRead = new HashMap<>();
  private final Set<String> held = new HashSet<>();
  private long clock;

  RememberingLevel(int capacity) {
    super(capacity, false);
  }

  @Override
  public Optional<V> get(String key) {
    reads.merge(key, 1, Integer::sum);
    lastRead.put(key, clock++);
    return super.get(key);
  }

  @Override
  public void put(String key, V value) {
    super.put(key, value);
    held.add(key);
  }

  @Override
  protected String victim() {
    String victim =
        held.stream()
            .min(Comparator.comparing(reads::get).thenComparing(lastRead::get))
            .orElseThrow();
    held.remove(victim);
    return victim;
  }
}
