package dev.syslab.solutions.bloomfilter.alternatives;

import dev.syslab.labs.bloomfilter.Spec;
import dev.syslab.solutions.bloomfilter.Filters;
import dev.syslab.solutions.bloomfilter.PlainFilter;
import dev.syslab.solutions.bloomfilter.Shape;
import dev.syslab.subject.Alternative;
import dev.syslab.subject.Environment;

/**
 * No locks, and double hashing where that is good enough. With m bits, two numbers a and b have few
 * pairs: an absent key has one that sets the bits of a present key with a probability of about n /
 * m², and one in m has a b for which its positions hardly differ. Both are far below the rate p if
 * m is many times 1 / p. A smaller filter draws each position anew.
 *
 * <p>A thread first looks which of the key's bits are 0, from the last to the first, then sets them
 * so that the last comes last. The key is new to it if that one was still 0. Another thread that
 * adds the same key either aims at the same bit, and one of the two finds it set; or it aims at an
 * earlier one, since it found the last bit set, and so all others were set too before it got there.
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
