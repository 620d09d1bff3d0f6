package dev.syslab.solutions.bloomfilter.mistakes;

import dev.syslab.solutions.bloomfilter.Filters;
import dev.syslab.solutions.bloomfilter.RedisServer;
import dev.syslab.solutions.bloomfilter.Shape;
import dev.syslab.solutions.bloomfilter.SharedFilter;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 5,
    summary = "casts a position to int: beyond two billion it is negative, and Redis rejects it",
    killedBy = "positions_beyond_two_billion_are_used",
    hint = "beyond-an-int")
public final class PositionsAsInts extends Filters {
  public PositionsAsInts(Environment env) {
    super(env);
  }

  @Override
  protected SharedFilter shared(RedisServer redis, String filter) {
    return new SharedFilter(redis, "filter:" + filter) {
      @Override
      protected String position(Shape shape, long hash, int i) {
        return Integer.toString((int) Long.parseLong(super.position(shape, hash, i)));
      }
    };
  }
}
