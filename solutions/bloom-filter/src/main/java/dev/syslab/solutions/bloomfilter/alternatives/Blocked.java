package dev.syslab.solutions.bloomfilter.alternatives;

import dev.syslab.labs.bloomfilter.Spec;
import dev.syslab.solutions.bloomfilter.Filters;
import dev.syslab.solutions.bloomfilter.KeyHash;
import dev.syslab.solutions.bloomfilter.PlainFilter;
import dev.syslab.solutions.bloomfilter.Shape;
import dev.syslab.subject.Alternative;
import dev.syslab.subject.Environment;

/**
 * All bits of a key are in one block of 512, which is one cache line: one miss per key instead of
 * k. Some blocks get more keys than others, which costs extra bits: 1.45 times the optimum here
 * (Putze, Sanders, Singler: Cache-, hash- and space-efficient Bloom filters). A lock per block
 * makes setting a key's bits one step, so words need not be changed atomically.
 */
@Alternative(summary = "All of a key's bits in one cache line, with a lock for the line")
public final class Blocked extends Filters {
  private static final int BLOCK = 512;

  public Blocked(Environment env) {
    super(env);
  }

  @Override
  protected Shape shape(Spec spec) {
    double bits = 1.45 * spec.keys() * -Math.log(spec.rate()) / Math.pow(Math.log(2), 2);
    return new Shape((long) Math.ceil(bits / BLOCK) * BLOCK, super.shape(spec).hashes());
  }

  @Override
  protected PlainFilter plain(Spec spec, Shape shape) {
    return new OfBlocks(spec, shape);
  }

  private static final class OfBlocks extends PlainFilter {
    private final long blocks;
    private final Object[] locks = new Object[64];

    OfBlocks(Spec spec, Shape shape) {
      super(spec, shape);
      this.blocks = shape.bits() / BLOCK;
      for (int i = 0; i < locks.length; i++) {
        locks[i] = new Object();
      }
    }

    private long block(long hash) {
      return Math.multiplyHigh(hash >>> 1, blocks << 1);
    }

    @Override
    protected long position(long hash, int i) {
      return block(hash) * BLOCK + (KeyHash.mix(hash * 3 + i) >>> 55);
    }

    @Override
    public boolean add(String key) {
      long hash = hash(key);
      synchronized (locks[(int) (block(hash) % locks.length)]) {
        return setAll(hash);
      }
    }

    @Override
    protected boolean set(long position) {
      int word = (int) (position / Long.SIZE);
      long old = words.get(word);
      words.set(word, old | 1L << position);
      return (old & 1L << position) == 0;
    }
  }
}
