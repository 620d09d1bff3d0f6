package dev.syslab.solutions.bloomfilter.mistakes;

import dev.syslab.solutions.bloomfilter.CountingFilter;
import dev.syslab.solutions.bloomfilter.Filters;
import dev.syslab.solutions.bloomfilter.Shape;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 7,
    summary =
        "counts down every counter above 0 of a key that was never added: other keys are lost",
    killedBy = "a_key_that_is_not_there_takes_nothing_out",
    hint = "look-before-you-count-down")
public final class CountsDownWhatItCan extends Filters {
  public CountsDownWhatItCan(Environment env) {
    super(env);
  }

  @Override
  protected CountingFilter counting(Shape shape) {
    return new CountingFilter(shape) {
      @Override
      protected synchronized boolean remove(String key) {
        boolean there = contains(key);
        for (long position : positions(key)) {
          set(position, Math.max(0, count(position) - 1));
        }
        return there;
      }
    };
  }
}
