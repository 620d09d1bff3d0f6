package dev.syslab.labs.caching;

/** Who goes when a level is full. */
public enum Eviction {
  /** First in, first out: the key that came in longest ago, however often it was read since. */
  FIFO,
  /** Least recently used: the key whose last read is longest ago. */
  LRU,
  /**
   * Least frequently used: the key with the fewest reads since it came in, the first one included;
   * of several, the one whose last read is longest ago. What has gone is forgotten, its count too.
   */
  LFU
}
