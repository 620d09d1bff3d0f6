package dev.syslab.solutions.bloomfilter.mistakes;

import dev.syslab.solutions.bloomfilter.CountingFilter;
import dev.syslab.solutions.bloomfilter.Filters;
import dev.syslab.solutions.bloomfilter.Shape;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 7,
    summary = "reads a counter and writes it back plus one: concurrent counts are lost",
    killedBy = "twelve_threads_add_and_take_out_at_once",
    hint = "count-in-one-step")
public final class CountsWithoutALock extends Filters {
  public CountsWithoutALock(Environment env) {
    super(env);
  }

  @Override
  protected CountingFilter counting(Shape shape) {
    return new CountingFilter(shape) {
      @Override
      protected boolean add(String key) {
        boolean fresh = false;
        for (long position : positions(key)) {
          int count = count(position);
          fresh |= count == 0;
          set(position, Math.min(FULL, count + 1));
        }
        return fresh;
      }
    };
  }
}
