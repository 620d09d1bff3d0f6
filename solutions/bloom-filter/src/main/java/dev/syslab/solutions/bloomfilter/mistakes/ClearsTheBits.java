package dev.syslab.solutions.bloomfilter.mistakes;

import dev.syslab.solutions.bloomfilter.CountingFilter;
import dev.syslab.solutions.bloomfilter.Filters;
import dev.syslab.solutions.bloomfilter.Shape;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 7,
    summary = "sets the counters of a removed key to 0: keys that share one are lost with it",
    killedBy = "what_is_taken_out_makes_room_and_what_is_not_stays",
    hint = "count-up-and-down")
public final class ClearsTheBits extends Filters {
  public ClearsTheBits(Environment env) {
    super(env);
  }

  @Override
  protected CountingFilter counting(Shape shape) {
    return new CountingFilter(shape) {
      @Override
      protected synchronized boolean remove(String key) {
        boolean there = contains(key);
        for (long position : positions(key)) {
          set(position, 0);
        }
        return there;
      }
    };
  }
}
