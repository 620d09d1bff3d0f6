package dev.syslab.solutions.bloomfilter.alternatives;

import dev.syslab.labs.bloomfilter.Spec;
import dev.syslab.solutions.bloomfilter.Filters;
import dev.syslab.solutions.bloomfilter.KeyHash;
import dev.syslab.solutions.bloomfilter.PlainFilter;
import dev.syslab.solutions.bloomfilter.Shape;
import dev.syslab.subject.Alternative;
import dev.syslab.subject.Environment;

/**
 * Each hash has its own slice of the bits, so a key's positions never coincide. A slice is half
 * full when the filter is, so the rate is almost the same. Where a slice begins, and which of its
 * bits a key has, can be computed for all hashes in parallel.
 */
@Alternative(summary = "A slice of the bits for each hash")
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
        return i * slice + KeyHash.position(hash, i, slice);
      }
    };
  }
}
