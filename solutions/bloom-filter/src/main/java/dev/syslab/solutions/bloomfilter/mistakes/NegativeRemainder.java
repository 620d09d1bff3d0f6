package dev.syslab.solutions.bloomfilter.mistakes;

import dev.syslab.labs.bloomfilter.Spec;
import dev.syslab.solutions.bloomfilter.Filters;
import dev.syslab.solutions.bloomfilter.PlainFilter;
import dev.syslab.solutions.bloomfilter.Shape;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 1,
    summary =
        "takes the remainder of a hash that may be negative: half of the positions are outside of the array",
    killedBy = "every_added_key_is_there",
    hint = "set-k-bits")
public final class NegativeRemainder extends Filters {
  public NegativeRemainder(Environment env) {
    super(env);
  }

  @Override
  protected PlainFilter plain(Spec spec, Shape shape) {
    return new PlainFilter(spec, shape) {
      @Override
      protected long position(long hash, int i) {
        return (hash ^ i * 0x9E3779B97F4A7C15L) % shape.bits();
      }
    };
  }
}
