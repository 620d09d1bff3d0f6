package dev.syslab.solutions.sharding.mistakes;

import dev.syslab.solutions.sharding.BucketedOrders;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 3,
    summary = "reads the epoch without a lock, and writes: two changes for one epoch are both made",
    killedBy = "of_several_first_maps_or_changes_at_once_one_is_made",
    hint = "compare-and-set")
public final class LooksThenChanges extends BucketedOrders {
  public LooksThenChanges(Environment env) {
    super(env);
  }

  @Override
  protected String lockForChange() {
    return "";
  }
}
