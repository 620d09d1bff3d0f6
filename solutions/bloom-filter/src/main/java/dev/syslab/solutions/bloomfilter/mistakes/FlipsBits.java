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
    killedBy = "every_added_key_is_there_however_often_it_is_added",
    hint = "set-k-bits")
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
