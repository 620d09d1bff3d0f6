package dev.syslab.solutions.sharding.mistakes;

import dev.syslab.labs.sharding.ShardMap;
import dev.syslab.solutions.sharding.BucketedOrders;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.function.Function;

@Mistake(
    stage = 7,
    summary = "reads the map for every call: without the first database, nothing works",
    killedBy = "a_process_with_the_current_map_needs_no_first_database",
    hint = "keep-the-map")
public final class AsksForTheMap extends BucketedOrders {
  public AsksForTheMap(Environment env) {
    super(env);
  }

  @Override
  protected <T> T routed(Function<ShardMap, T> task) {
    map();
    return super.routed(task);
  }
}
