package dev.syslab.solutions.bloomfilter.mistakes;

import dev.syslab.labs.bloomfilter.Spec;
import dev.syslab.solutions.bloomfilter.Filters;
import dev.syslab.solutions.bloomfilter.Shape;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 1,
    summary =
        "takes log2(1/p) bits a key, which no Bloom filter can do with: it needs 1.44 times as many",
    killedBy = "absent_keys_are_taken_for_present_no_more_often_than_promised",
    hint = "bits-and-hashes")
public final class ForgetsOneLogarithm extends Filters {
  public ForgetsOneLogarithm(Environment env) {
    super(env);
  }

  @Override
  protected Shape shape(Spec spec) {
    Shape shape = super.shape(spec);
    return new Shape((long) (shape.bits() * Math.log(2)) / 64 * 64, shape.hashes());
  }
}
