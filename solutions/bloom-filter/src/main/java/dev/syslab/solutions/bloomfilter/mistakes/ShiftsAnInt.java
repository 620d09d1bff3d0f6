package dev.syslab.solutions.bloomfilter.mistakes;

import dev.syslab.labs.bloomfilter.Spec;
import dev.syslab.solutions.bloomfilter.Filters;
import dev.syslab.solutions.bloomfilter.PlainFilter;
import dev.syslab.solutions.bloomfilter.Shape;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 1,
    summary = "shifts an int instead of a long: positions 32 to 63 of a word become 0 to 31",
    killedBy = "absent_keys_are_taken_for_present_no_more_often_than_promised",
    hint = "bits-and-hashes")
public final class ShiftsAnInt extends Filters {
  public ShiftsAnInt(Environment env) {
    super(env);
  }

  @Override
  protected PlainFilter plain(Spec spec, Shape shape) {
    return new PlainFilter(spec, shape) {
      @Override
      protected long position(long hash, int i) {
        return super.position(hash, i) & ~32L;
      }
    };
  }
}
