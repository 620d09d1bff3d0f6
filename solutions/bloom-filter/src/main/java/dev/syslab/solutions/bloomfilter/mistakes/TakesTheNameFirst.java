package dev.syslab.solutions.bloomfilter.mistakes;

import dev.syslab.labs.bloomfilter.Spec;
import dev.syslab.solutions.bloomfilter.Filters;
import dev.syslab.solutions.bloomfilter.RedisServer;
import dev.syslab.solutions.bloomfilter.Shape;
import dev.syslab.solutions.bloomfilter.SharedFilter;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 5,
    summary =
        "takes the name with one command and writes the spec with the next: a crash in "
            + "between leaves a name without a filter",
    killedBy = "a_create_is_whole_for_one_process_or_did_not_happen",
    hint = "created-in-one-step")
public final class TakesTheNameFirst extends Filters {
  public TakesTheNameFirst(Environment env) {
    super(env);
  }

  @Override
  protected SharedFilter shared(RedisServer redis, String filter) {
    return new SharedFilter(redis, "filter:" + filter) {
      @Override
      protected boolean create(Spec spec, Shape shape) {
        return redis.ask(() -> redis.client().setnx("name of a filter:" + filter, "taken")) == 1
            && super.create(spec, shape);
      }
    };
  }
}
