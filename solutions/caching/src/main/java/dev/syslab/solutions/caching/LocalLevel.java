package dev.syslab.solutions.caching;

import dev.syslab.labs.caching.Eviction;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A bounded map that evicts. Not thread-safe.
 *
 * <p>First in, first out and least recently used are two orders of a linked hash map: insertion
 * order and access order. {@link FrequencyLevel} is the third.
 */
public class LocalLevel<V> {
  private final Map<String, V> entries;
  private final int capacity;

  /**
   * @param byAccess whether a read moves an entry to the end of the order
   * @throws IllegalArgumentException if the capacity is below 1
   */
  protected LocalLevel(int capacity, boolean byAccess) {
    if (capacity < 1) {
      throw new IllegalArgumentException("capacity must be at least 1, was " + capacity);
    }
    this.capacity = capacity;
    this.entries = new LinkedHashMap<>(16, 0.75f, byAccess);
  }

  public static <V> LocalLevel<V> of(Eviction eviction, int capacity) {
    return switch (eviction) {
      case FIFO -> new LocalLevel<>(capacity, false);
      case LRU -> new LocalLevel<>(capacity, true);
      case LFU -> new FrequencyLevel<>(capacity);
    };
  }

  /** Returns the value, and records the read. */
  public Optional<V> get(String key) {
    return Optional.ofNullable(entries.get(key));
  }

  /** Inserts a value. A new key may evict another one. */
  public void put(String key, V value) {
    if (!entries.containsKey(key) && entries.size() >= capacity) {
      String victim = victim();
      entries.remove(victim);
    }
    entries.put(key, value);
  }

  /** The next key to evict. */
  protected String victim() {
    Iterator<String> eldest = entries.keySet().iterator();
    return eldest.next();
  }
}
