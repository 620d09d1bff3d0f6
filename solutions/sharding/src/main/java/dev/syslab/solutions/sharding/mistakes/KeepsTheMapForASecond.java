package dev.syslab.solutions.sharding.mistakes;

import dev.syslab.labs.sharding.ShardMap;
import dev.syslab.solutions.sharding.BucketedOrders;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.sql.Connection;
import java.time.Duration;
import java.util.Collection;
import java.util.function.Function;

@Mistake(
    stage = 3,
    summary = "reads the map once a second: until then, it uses the old one",
    killedBy = "after_a_change_every_process_goes_by_the_new_map",
    hint = "the-map-as-it-is-now")
public final class KeepsTheMapForASecond extends BucketedOrders {
  private static final Duration FRESH = Duration.ofSeconds(1);

  private volatile long read = System.nanoTime();

  public KeepsTheMapForASecond(Environment env) {
    super(env);
  }

  @Override
  protected <T> T routed(Function<ShardMap, T> task) {
    if (System.nanoTime() - read > FRESH.toNanos()) {
      read = System.nanoTime();
      map();
    }
    return super.routed(task);
  }

  @Override
  protected void checkAge(Connection connection, ShardMap map, Collection<String> customers) {}
}
