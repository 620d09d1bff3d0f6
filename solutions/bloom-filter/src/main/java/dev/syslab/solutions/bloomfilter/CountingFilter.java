package dev.syslab.solutions.bloomfilter;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A four-bit counter in place of each bit: how many keys have that position. Removing a key counts
 * down. A counter that has reached 15 stays there for good, since it is no longer known how many
 * keys have it: this costs an occasional wrong yes, but never a wrong no (Fan and others, Summary
 * Cache, 2000: with k = 7 and half of the positions used, a counter exceeds 15 with a probability
 * of one in 10^15, unless one key is added again and again).
 */
public class CountingFilter implements Filter {
  private static final int WIDTH = 4;
  private static final int PER_WORD = Long.SIZE / WIDTH;
  protected static final int FULL = (1 << WIDTH) - 1;

  private final Shape shape;
  private final long[] words;

  public CountingFilter(Shape shape) {
    this.shape = shape;
    this.words = new long[(int) ((shape.bits() + PER_WORD - 1) / PER_WORD)];
  }

  @Override
  public final long bits() {
    return shape.bits() * WIDTH;
  }

  @Override
  public final List<Boolean> add(List<String> keys) {
    return keys.stream().map(this::add).toList();
  }

  @Override
  public final List<Boolean> contains(List<String> keys) {
    return keys.stream().map(this::contains).toList();
  }

  public final List<Boolean> remove(List<String> keys) {
    return keys.stream().map(this::remove).toList();
  }

  /** All of a key's counters change in one step; that is what the lock is for, here and below. */
  protected synchronized boolean add(String key) {
    boolean fresh = !contains(key);
    for (long position : positions(key)) {
      if (count(position) < FULL) {
        set(position, count(position) + 1);
      }
    }
    return fresh;
  }

  protected synchronized boolean contains(String key) {
    return Arrays.stream(positions(key)).allMatch(position -> count(position) > 0);
  }

  /**
   * Removes a key once. Nothing is counted down for a key that is not in the filter: some of its
   * counters may be above 0, and other keys would be lost with them.
   */
  protected synchronized boolean remove(String key) {
    if (!contains(key)) {
      return false;
    }
    for (long position : positions(key)) {
      if (count(position) < FULL) {
        set(position, count(position) - 1);
      }
    }
    return true;
  }

  /** Two positions may be the same: then the counter changes by two, both up and down. */
  protected long[] positions(String key) {
    long hash = KeyHash.of(key);
    return IntStream.range(0, shape.hashes())
        .mapToLong(i -> KeyHash.position(hash, i, shape.bits()))
        .toArray();
  }

  protected final int count(long position) {
    return (int) (words[(int) (position / PER_WORD)] >>> shift(position)) & FULL;
  }

  protected final void set(long position, int count) {
    int word = (int) (position / PER_WORD);
    words[word] =
        words[word] & ~((long) FULL << shift(position)) | ((long) count & FULL) << shift(position);
  }

  private static int shift(long position) {
    return (int) (position % PER_WORD) * WIDTH;
  }
}
