package dev.syslab.solutions.bloomfilter.alternatives;

import dev.syslab.labs.bloomfilter.Spec;
import dev.syslab.solutions.bloomfilter.Filters;
import dev.syslab.solutions.bloomfilter.PlainFilter;
import dev.syslab.solutions.bloomfilter.Shape;
import dev.syslab.subject.Alternative;
import dev.syslab.subject.Environment;

/**
 * Each hash has a slice of the bits for itself, so a key's positions never coincide. Within its
 * slice, a position follows from two numbers by enhanced double hashing (Dillinger and Manolios):
 * h1 + i h2 + (i³ − i) / 6.
 */
@Alternative(summary = "A slice of the bits for each hash, and enhanced double hashing")
public final class Partitioned extends Filters {
  public Partitioned(Environment env) {
    super(env);
  }

  @Override
  protected PlainFilter plain(Spec spec, Shape shape) {
    return new PlainFilter(spec, shape) {
      private final long slice = shape.bits() / shape.hashes();

      @Override
      protected long position(long hash, int i) {
        long step = (hash * 0x9E3779B97F4A7C15L) | 1;
        long cubic = ((long) i * i * i - i) / 6;
        long mixed = (hash + i * step + cubic * 0xD6E8FEB86659FD93L) >>> 1;
        return i * slice + Math.multiplyHigh(mixed, slice << 1);
      }
    };
  }
}
