package dev.syslab.solutions.sharding.mistakes;

import dev.syslab.solutions.sharding.BucketedOrders;
import dev.syslab.solutions.sharding.IdGenerator;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.time.Clock;

@Mistake(
    stage = 3,
    summary = "the worker's number stands in the highest bits: ids sort by worker, not by time",
    killedBy = "ids_of_two_workers_never_meet_and_follow_their_clocks",
    hint = "time-then-worker")
public final class WorkerBeforeTime extends BucketedOrders {
  public WorkerBeforeTime(Environment env) {
    super(env);
  }

  @Override
  protected IdGenerator generator(int worker, Clock clock) {
    return new IdGenerator(worker, clock) {
      @Override
      protected long id(long millis) {
        return ((long) worker << 53) | (millis << 12) | sequence;
      }
    };
  }
}
