package dev.syslab.solutions.sharding.mistakes;

import dev.syslab.labs.sharding.ShardMap;
import dev.syslab.solutions.sharding.BucketedOrders;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 6,
    summary =
        "a bucket whose mover died between fence and map stays fenced until somebody moves it "
            + "again",
    killedBy = "a_move_whose_process_dies_loses_nothing_and_a_rerun_completes_it",
    hint = "dies-anywhere")
public final class WaitsForTheMover extends BucketedOrders {
  public WaitsForTheMover(Environment env) {
    super(env);
  }

  @Override
  protected ShardMap cancel(ShardMap old) {
    return map();
  }
}
