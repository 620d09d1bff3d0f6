package dev.syslab.solutions.sharding.mistakes;

import dev.syslab.solutions.sharding.BucketedOrders;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.List;

@Mistake(
    stage = 3,
    summary = "reads the map once and keeps it: another process's change is never seen",
    killedBy = "after_a_change_every_process_goes_by_the_new_map",
    hint = "the-map-as-it-is-now")
public final class KeepsTheMap extends BucketedOrders {
  private volatile List<Integer> kept;

  public KeepsTheMap(Environment env) {
    super(env);
  }

  @Override
  protected List<Integer> currentShards() {
    if (kept == null) {
      kept = super.currentShards();
    }
    return kept;
  }
}
