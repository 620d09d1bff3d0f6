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
        "adds up two numbers for a key’s positions, in 64 bits: a handful of keys have nearly all patterns",
    killedBy = "filters_for_a_handful_of_keys_keep_their_rate",
    hint = "few-bits-few-patterns")
public final class DoubleHashing extends Filters {
  public DoubleHashing(Environment env) {
    super(env);
  }

  @Override
  protected Shape shape(Spec spec) {
    double bits = -spec.keys() * Math.log(spec.rate()) / Math.pow(Math.log(2), 2);
    return new Shape((long) Math.ceil(bits / 64) * 64, super.shape(spec).hashes());
  }

  @Override
  protected PlainFilter plain(Spec spec, Shape shape) {
    return new PlainFilter(spec, shape) {
      @Override
      protected long position(long hash, int i) {
        return ((hash + i * Long.rotateLeft(hash, 32)) & Long.MAX_VALUE) % bits();
      }
    };
  }
}
