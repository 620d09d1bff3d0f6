package dev.syslab.solutions.bloomfilter.mistakes;

import dev.syslab.labs.bloomfilter.Spec;
import dev.syslab.solutions.bloomfilter.Filters;
import dev.syslab.solutions.bloomfilter.Shape;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 1,
    summary = "rounds the bits up to a power of two, to avoid a remainder: nearly twice as many",
    killedBy = "a_filter_takes_hardly_more_bits_than_it_needs",
    hint = "bits-and-hashes")
public final class RoundsUpToAPowerOfTwo extends Filters {
  public RoundsUpToAPowerOfTwo(Environment env) {
    super(env);
  }

  @Override
  protected Shape shape(Spec spec) {
    Shape shape = super.shape(spec);
    return new Shape(Long.highestOneBit(shape.bits() - 1) * 2, shape.hashes());
  }
}
