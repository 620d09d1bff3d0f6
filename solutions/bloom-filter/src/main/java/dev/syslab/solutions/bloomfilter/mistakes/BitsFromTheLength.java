package dev.syslab.solutions.bloomfilter.mistakes;

import dev.syslab.labs.bloomfilter.Spec;
import dev.syslab.solutions.bloomfilter.Filters;
import dev.syslab.solutions.bloomfilter.PlainFilter;
import dev.syslab.solutions.bloomfilter.Shape;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 4,
    summary =
        "computes the bits from the length of the array: 101 become 128, and every position "
            + "changes",
    killedBy = "another_process_answers_as_the_one_that_saved",
    hint = "write-down-the-shape")
public final class BitsFromTheLength extends Filters {
  public BitsFromTheLength(Environment env) {
    super(env);
  }

  private boolean loading;

  @Override
  protected Shape shape(Spec spec) {
    return new Shape(super.shape(spec).bits() - 27, super.shape(spec).hashes());
  }

  @Override
  protected PlainFilter plain(Spec spec, Shape shape) {
    long rounded = (shape.bits() + 63) / 64 * 64;
    return super.plain(spec, loading ? new Shape(rounded, shape.hashes()) : shape);
  }

  @Override
  public void load(String filter, byte[] saved) {
    loading = true;
    super.load(filter, saved);
    loading = false;
  }
}
