package dev.syslab.solutions.sharding;

import java.nio.charset.StandardCharsets;

/** 64 bits of a key, the same in every process: FNV-1a over its bytes, then a finalizer. */
public final class KeyHash {
  private static final long OFFSET = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;

  private KeyHash() {}

  public static long of(String key) {
    long hash = OFFSET;
    for (byte one : key.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (one & 0xff)) * PRIME;
    }
    return mix(hash);
  }

  /**
   * SplitMix64's: every bit of the argument changes every bit of the result with a probability of
   * one half. FNV alone leaves keys that differ in their last byte close together, which would
   * unbalance a ring.
   */
  public static long mix(long hash) {
    hash = (hash ^ (hash >>> 30)) * 0xbf58476d1ce4e5b9L;
    hash = (hash ^ (hash >>> 27)) * 0x94d049bb133111ebL;
    return hash ^ (hash >>> 31);
  }
}
