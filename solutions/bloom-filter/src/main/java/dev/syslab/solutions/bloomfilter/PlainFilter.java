package dev.syslab.solutions.bloomfilter;

import dev.syslab.labs.bloomfilter.Spec;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.Stream;

/**
 * A Bloom filter in memory [1]. A bit goes from 0 to 1 and never back; that alone makes a no
 * certain. So two threads may do anything at the same time, provided that no bit of a word is lost:
 * words are changed by compare-and-set.
 *
 * <p>Whether a key is new depends on all its bits together. Two threads that add the same key might
 * each set some of them and both report it as new; so adds of one key take turns. Keys share a few
 * locks, chosen by their hash.
 */
public class PlainFilter implements Filter {
  private static final Object[] LOCKS = Stream.generate(Object::new).limit(256).toArray();

  private final Spec spec;
  protected final Shape shape;
  protected final AtomicLongArray words;

  public PlainFilter(Spec spec, Shape shape) {
    this.spec = spec;
    this.shape = shape;
    this.words = new AtomicLongArray(shape.words());
  }

  public final Spec spec() {
    return spec;
  }

  @Override
  public final long bits() {
    return shape.bits();
  }

  @Override
  public final List<Boolean> add(List<String> keys) {
    return keys.stream().map(this::add).toList();
  }

  @Override
  public final List<Boolean> contains(List<String> keys) {
    return keys.stream().map(this::contains).toList();
  }

  /** Adds one key, and says whether it is new. */
  public boolean add(String key) {
    long hash = hash(key);
    synchronized (LOCKS[(int) (hash & (LOCKS.length - 1))]) {
      return setAll(hash);
    }
  }

  protected final boolean setAll(long hash) {
    boolean fresh = false;
    for (int i = 0; i < shape.hashes(); i++) {
      fresh |= set(position(hash, i));
    }
    return fresh;
  }

  /** False if the key was certainly never added. */
  public boolean contains(String key) {
    long hash = hash(key);
    for (int i = 0; i < shape.hashes(); i++) {
      if (!isSet(position(hash, i))) {
        return false;
      }
    }
    return true;
  }

  protected long hash(String key) {
    return KeyHash.of(key);
  }

  protected long position(long hash, int i) {
    return KeyHash.position(hash, i, shape.bits());
  }

  /** Sets a bit, and says whether it was 0. */
  protected boolean set(long position) {
    long bit = 1L << position;
    int word = (int) (position / Long.SIZE);
    // Usually the bit is already set; then no other core's copy of the cache line is invalidated.
    return (words.get(word) & bit) == 0
        && (words.getAndAccumulate(word, bit, (old, one) -> old | one) & bit) == 0;
  }

  /** 64 of the bits. */
  public final long word(int index) {
    return words.get(index);
  }

  /** Sets every bit that is set in the other filter, which has the same shape. */
  public void unite(PlainFilter other) {
    for (int i = 0; i < words.length(); i++) {
      words.getAndAccumulate(i, other.word(i), (mine, others) -> mine | others);
    }
  }

  protected final boolean isSet(long position) {
    return (words.get((int) (position / Long.SIZE)) & (1L << position)) != 0;
  }
}
