package dev.syslab.solutions.sharding.mistakes;

import dev.syslab.solutions.sharding.BucketedOrders;
import dev.syslab.solutions.sharding.IdGenerator;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.time.Clock;

@Mistake(
    stage = 3,
    summary =
        "room for 32 workers, as in the first Snowflake: worker 32 generates the ids of worker 0",
    killedBy = "ids_of_two_workers_or_processes_never_meet",
    hint = "time-then-worker")
public final class FiveBitsOfAWorker extends BucketedOrders {
  public FiveBitsOfAWorker(Environment env) {
    super(env);
  }

  @Override
  protected IdGenerator generator(int worker, Clock clock) {
    return new IdGenerator(worker & 31, clock);
  }
}
