package dev.syslab.solutions.sharding.mistakes;

import dev.syslab.labs.sharding.ShardMap;
import dev.syslab.solutions.sharding.BucketedOrders;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;

@Mistake(
    stage = 7,
    summary =
        "checks whether the bucket has left, and writes without a lock: it may leave in between",
    killedBy = "a_write_or_transfer_by_an_old_map_is_made_where_the_bucket_is_now",
    hint = "lock-look-write")
public final class LooksThenWrites extends BucketedOrders {
  public LooksThenWrites(Environment env) {
    super(env);
  }

  @Override
  protected void enter(Connection connection, ShardMap map, Collection<String> customers)
      throws SQLException {
    checkAge(connection, map, customers);
  }
}
