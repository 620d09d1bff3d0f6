package dev.syslab.solutions.bloomfilter.mistakes;

import dev.syslab.labs.bloomfilter.Spec;
import dev.syslab.solutions.bloomfilter.Filters;
import dev.syslab.solutions.bloomfilter.PlainFilter;
import dev.syslab.solutions.bloomfilter.Shape;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 1,
    summary = "sets a bit by exclusive or: a key that is added twice is gone",
    killedBy = "a_key_that_is_added_again_is_still_there",
    hint = "or-not-xor")
public final class FlipsBits extends Filters {
  public FlipsBits(Environment env) {
    super(env);
  }

  @Override
  protected PlainFilter plain(Spec spec, Shape shape) {
    return new PlainFilter(spec, shape) {
      @Override
      protected boolean set(long position) {
        long bit = 1L << position;
        return (words.getAndAccumulate((int) (position / 64), bit, (old, one) -> old ^ one) & bit)
            == 0;
      }
    };
  }
}
