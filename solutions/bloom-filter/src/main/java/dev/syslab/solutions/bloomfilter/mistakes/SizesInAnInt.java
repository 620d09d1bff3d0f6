package dev.syslab.solutions.bloomfilter.mistakes;

import dev.syslab.labs.bloomfilter.Spec;
import dev.syslab.solutions.bloomfilter.Filters;
import dev.syslab.solutions.bloomfilter.Shape;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 2,
    summary =
        "multiplies keys and hundredths of bits as ints, which overflows above a million keys",
    killedBy = "a_filter_of_millions_of_keys_keeps_its_rate",
    hint = "enough-hash-bits")
public final class SizesInAnInt extends Filters {
  public SizesInAnInt(Environment env) {
    super(env);
  }

  @Override
  protected Shape shape(Spec spec) {
    Shape shape = super.shape(spec);
    int hundredths = (int) Math.ceil(100.0 * shape.bits() / spec.keys());
    int words = Math.max(1, (int) spec.keys() * hundredths / 6_400);
    return new Shape(words * 64L, shape.hashes());
  }
}
