package dev.syslab.solutions.bloomfilter.alternatives;

import dev.syslab.labs.bloomfilter.Spec;
import dev.syslab.solutions.bloomfilter.Filters;
import dev.syslab.solutions.bloomfilter.PlainFilter;
import dev.syslab.solutions.bloomfilter.Shape;
import dev.syslab.subject.Alternative;
import dev.syslab.subject.Environment;

/**
 * No locks, and double hashing where that is good enough. With m bits, there are few pairs of
 * numbers a and b: an absent key has the same pair as a present one with a probability of about n /
 * m², and one key in m has a b with which its positions hardly differ. Both probabilities are far
 * below the rate p if m is many times 1 / p. A smaller filter derives each position from the whole
 * hash.
 *
 * <p>A thread first checks which of the key's bits are 0, from the last to the first, and then sets
 * those bits, the last one last. The key is new to the thread if that bit was still 0. Another
 * thread that adds the same key either has the same last bit to set, and one of the two finds it
 * set already; or it has an earlier one, since it found the last bit set, and then all the others
 * were set before it got there.
 */
@Alternative(
    summary =
        "Double hashing in large filters, and no locks: a key is new to the one that sets its last bit")
public final class LockFree extends Filters {
  private static final int PAIRS = 20;

  public LockFree(Environment env) {
    super(env);
  }

  @Override
  protected PlainFilter plain(Spec spec, Shape shape) {
    return new PlainFilter(spec, shape) {
      private final boolean large = shape.bits() * spec.rate() >= PAIRS;

      @Override
      protected long position(long hash, int i) {
        if (!large) {
          return super.position(hash, i);
        }
        long sum = hash + i * (Long.rotateLeft(hash * 0x9E3779B97F4A7C15L, 32) | 1);
        return Math.multiplyHigh(sum >>> 1, shape.bits() << 1);
      }

      @Override
      public boolean add(String key) {
        long hash = hash(key);
        long last = -1;
        for (int i = shape.hashes() - 1; i >= 0 && last < 0; i--) {
          long position = position(hash, i);
          last = isSet(position) ? -1 : position;
        }
        if (last < 0) {
          return false;
        }
        for (int i = 0; i < shape.hashes(); i++) {
          long position = position(hash, i);
          if (position != last) {
            set(position);
          }
        }
        return set(last);
      }
    };
  }
}
