package dev.syslab.solutions.bloomfilter.mistakes;

import dev.syslab.solutions.bloomfilter.CountingFilter;
import dev.syslab.solutions.bloomfilter.Filters;
import dev.syslab.solutions.bloomfilter.Shape;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 7,
    summary =
        "lets a four-bit counter wrap around to 0 after 15: a key that was added 16 times is gone",
    killedBy = "a_key_that_is_added_often_is_there_until_it_is_taken_out_as_often",
    hint = "counters-are-small")
public final class WrapsAtSixteen extends Filters {
  public WrapsAtSixteen(Environment env) {
    super(env);
  }

  @Override
  protected CountingFilter counting(Shape shape) {
    return new CountingFilter(shape) {
      @Override
      protected synchronized boolean add(String key) {
        boolean fresh = !contains(key);
        for (long position : positions(key)) {
          set(position, count(position) + 1);
        }
        return fresh;
      }
    };
  }
}
