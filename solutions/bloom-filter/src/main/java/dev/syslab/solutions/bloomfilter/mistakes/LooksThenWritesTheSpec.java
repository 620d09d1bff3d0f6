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
        "looks whether the filter is there, then writes its spec: two processes both create it",
    killedBy = "of_two_processes_that_create_one_succeeds",
    hint = "create-once")
public final class LooksThenWritesTheSpec extends Filters {
  public LooksThenWritesTheSpec(Environment env) {
    super(env);
  }

  @Override
  protected SharedFilter shared(RedisServer redis, String filter) {
    return new SharedFilter(redis, "filter:" + filter) {
      @Override
      protected boolean create(Spec spec, Shape shape) {
        if (redis.ask(() -> redis.client().exists(key))) {
          return false;
        }
        super.create(spec, shape);
        return true;
      }
    };
  }
}
