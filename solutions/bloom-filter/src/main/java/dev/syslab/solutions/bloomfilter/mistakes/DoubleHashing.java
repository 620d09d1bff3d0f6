package dev.syslab.solutions.bloomfilter.mistakes;

import dev.syslab.labs.bloomfilter.Spec;
import dev.syslab.solutions.bloomfilter.Filters;
import dev.syslab.solutions.bloomfilter.PlainFilter;
import dev.syslab.solutions.bloomfilter.Shape;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 2,
    summary =
        "computes a key’s positions from two numbers: with few keys and a low rate, there are "
            + "too few pairs",
    killedBy = "filters_for_a_handful_of_keys_keep_their_rate",
    hint = "few-bits-few-patterns")
public final class DoubleHashing extends Filters {
  public DoubleHashing(Environment env) {
    super(env);
  }

  @Override
  protected Shape shape(Spec spec) {
    // As many bits more as the contract allows: they do not help.
    return new Shape(super.shape(spec).bits() / 64 * 64 + 448, super.shape(spec).hashes());
  }

  @Override
  protected PlainFilter plain(Spec spec, Shape shape) {
    return new PlainFilter(spec, shape) {
      @Override
      protected long position(long hash, int i) {
        long step = (hash >>> 32) | 1;
        return ((hash & 0xFFFFFFFFL) + i * step) % bits();
      }
    };
  }
}
