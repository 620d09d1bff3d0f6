package dev.syslab.solutions.bloomfilter;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * A key as 64 bits, and from them any number of positions. The hash must be the same in every
 * process at any time, so it is implemented here rather than taken from the JDK.
 */
public final class KeyHash {
  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private KeyHash() {}

  /** Every byte of the key, eight at a time: each step is a bijection, so every word matters. */
  public static long of(String key) {
    byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
    long hash = bytes.length * GOLDEN;
    int i = 0;
    for (; i + Long.BYTES <= bytes.length; i += Long.BYTES) {
      hash = step(hash, (long) WORDS.get(bytes, i));
    }
    long rest = 0;
    for (int shift = 0; i < bytes.length; i++, shift += Byte.SIZE) {
      rest |= (bytes[i] & 0xFFL) << shift;
    }
    return mix(step(hash, rest));
  }

  private static long step(long hash, long word) {
    hash = (hash ^ word) * 0xBF58476D1CE4E5B9L;
    return hash ^ (hash >>> 32);
  }

  /** Spreads every bit over all 64: the finaliser of SplitMix64 [3]. */
  public static long mix(long x) {
    x = (x ^ (x >>> 30)) * 0xBF58476D1CE4E5B9L;
    x = (x ^ (x >>> 27)) * 0x94D049BB133111EBL;
    return x ^ (x >>> 31);
  }

  /**
   * Position i of a key. Each is derived from the whole hash: positions that are computed from two
   * numbers by addition alone (double hashing [4]) have too few patterns in a small filter.
   */
  public static long position(long hash, int i, long bits) {
    // The upper half of a product with m: a remainder without a division [5].
    return Math.multiplyHigh(mix(hash + i * GOLDEN) >>> 1, bits << 1);
  }
}
