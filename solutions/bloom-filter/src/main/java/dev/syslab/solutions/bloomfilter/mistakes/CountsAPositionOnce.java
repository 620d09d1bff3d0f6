package dev.syslab.solutions.bloomfilter.mistakes;

import dev.syslab.solutions.bloomfilter.CountingFilter;
import dev.syslab.solutions.bloomfilter.Filters;
import dev.syslab.solutions.bloomfilter.Shape;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.stream.LongStream;

@Mistake(
    stage = 7,
    summary = "counts a position that a key has twice up once and down twice: it falls below 0",
    killedBy = "keys_whose_positions_coincide_do_not_harm_others",
    hint = "the-same-position-twice")
public final class CountsAPositionOnce extends Filters {
  public CountsAPositionOnce(Environment env) {
    super(env);
  }

  @Override
  protected CountingFilter counting(Shape shape) {
    return new CountingFilter(shape) {
      @Override
      protected synchronized boolean add(String key) {
        boolean fresh = !contains(key);
        for (long position : LongStream.of(positions(key)).distinct().toArray()) {
          set(position, Math.min(FULL, count(position) + 1));
        }
        return fresh;
      }
    };
  }
}
