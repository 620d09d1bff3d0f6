package dev.syslab.solutions.caching;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Least frequently used in constant time [1]: keys that were read equally often form a group, in
 * the order in which they joined it. A read moves a key to the next higher group; the victim is the
 * first key of the lowest group.
 *
 * <p>[1] K. Shah, A. Mitra, D. Matani, An O(1) algorithm for implementing the LFU cache eviction
 * scheme, 2010.
 */
public class FrequencyLevel<V> extends LocalLevel<V> {
  private final Map<String, Integer> reads = new HashMap<>();
  private final Map<Integer, Set<String>> groups = new HashMap<>();
  private int lowest;

  protected FrequencyLevel(int capacity) {
    super(capacity, false);
  }

  @Override
  public Optional<V> get(String key) {
    Optional<V> value = super.get(key);
    if (value.isPresent()) {
      count(key);
    }
    return value;
  }

  @Override
  public void put(String key, V value) {
    super.put(key, value);
    count(key);
  }

  /** Counts one more read. A new key starts at one. */
  private void count(String key) {
    int before = reads.merge(key, 1, Integer::sum) - 1;
    if (before > 0) {
      leave(key, before);
      if (lowest == before && !groups.containsKey(before)) {
        lowest = before + 1;
      }
    } else {
      lowest = 1;
    }
    groups.computeIfAbsent(before + 1, absent -> new LinkedHashSet<>()).add(key);
  }

  /**
   * The victim is forgotten, including its count. The key that replaces it resets the lowest group.
   */
  @Override
  protected String victim() {
    String victim = groups.get(lowest).iterator().next();
    leave(victim, reads.remove(victim));
    return victim;
  }

  private void leave(String key, int group) {
    Set<String> keys = groups.get(group);
    keys.remove(key);
    if (keys.isEmpty()) {
      groups.remove(group);
    }
  }
}
