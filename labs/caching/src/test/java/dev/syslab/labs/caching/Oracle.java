package dev.syslab.labs.caching;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A level as its definition says, slow and plain: what a trace of reads should find there. */
final class Oracle {
  private final Eviction eviction;
  private final int capacity;
  private final List<Entry> entries = new ArrayList<>();
  private long clock;

  private static final class Entry {
    private final String key;
    private final long cameIn;
    private long lastRead;
    private int reads = 1;

    Entry(String key, long now) {
      this.key = key;
      this.cameIn = now;
      this.lastRead = now;
    }

    @Override
    public String toString() {
      return "%s (inserted by read %d, read %d times, last by read %d)"
          .formatted(key, cameIn, reads, lastRead);
    }
  }

  Oracle(Eviction eviction, int capacity) {
    this.eviction = eviction;
    this.capacity = capacity;
  }

  boolean read(String key) {
    clock++;
    Optional<Entry> found = entries.stream().filter(entry -> entry.key.equals(key)).findFirst();
    if (found.isPresent()) {
      found.get().lastRead = clock;
      found.get().reads++;
      return true;
    }
    if (entries.size() == capacity) {
      entries.stream().min(order()).ifPresent(entries::remove);
    }
    entries.add(new Entry(key, clock));
    return false;
  }

  /** Who goes first. */
  private Comparator<Entry> order() {
    return switch (eviction) {
      case FIFO -> Comparator.comparingLong((Entry entry) -> entry.cameIn);
      case LRU -> Comparator.comparingLong((Entry entry) -> entry.lastRead);
      case LFU ->
          Comparator.comparingInt((Entry entry) -> entry.reads)
              .thenComparingLong(entry -> entry.lastRead);
    };
  }

  /** Expects that the hits are the right ones. */
  void expect(List<String> keys, List<Boolean> hits) {
    for (int i = 0; i < keys.size(); i++) {
      String before = entries.toString();
      boolean expected = read(keys.get(i));
      if (i >= hits.size() || hits.get(i) != expected) {
        throw new AssertionError(
            """
            %s, capacity %d: read %d of %d, of key %s, should be a %s.
            What should be there at that moment: %s
            The reads before: %s"""
                .formatted(
                    eviction,
                    capacity,
                    i + 1,
                    keys.size(),
                    keys.get(i),
                    expected ? "hit" : "miss",
                    before,
                    keys.subList(Math.max(0, i - 12), i)));
      }
    }
  }
}
