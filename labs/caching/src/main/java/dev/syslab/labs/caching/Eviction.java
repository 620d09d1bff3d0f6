package dev.syslab.labs.caching;

/** Which entry is evicted when a level is full. */
public enum Eviction {
  /**
   * First in, first out: the key that came in longest ago, however often it has been read since.
   */
  FIFO,
  /** Least recently used: the key whose last read is longest ago. */
  LRU,
  /**
   * Least frequently used: the key with the fewest reads since it came in, the first one included;
   * if there are several, the one whose last read is longest ago. An evicted key is forgotten,
   * including its count.
   */
  LFU
}
