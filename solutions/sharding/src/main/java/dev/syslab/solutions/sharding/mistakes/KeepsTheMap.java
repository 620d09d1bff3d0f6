package dev.syslab.solutions.sharding.mistakes;

import dev.syslab.labs.sharding.ShardMap;
import dev.syslab.solutions.sharding.BucketedOrders;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.sql.Connection;
import java.util.Collection;

@Mistake(
    stage = 3,
    summary = "reads the map once and keeps it: another process's change is never seen",
    killedBy = "after_a_change_every_process_goes_by_the_new_map",
    hint = "the-map-as-it-is-now")
public final class KeepsTheMap extends BucketedOrders {
  public KeepsTheMap(Environment env) {
    super(env);
  }

  @Override
  protected void checkAge(Connection connection, ShardMap map, Collection<String> customers) {}
}
