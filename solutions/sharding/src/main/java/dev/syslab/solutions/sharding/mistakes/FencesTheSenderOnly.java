package dev.syslab.solutions.sharding.mistakes;

import dev.syslab.labs.sharding.ShardMap;
import dev.syslab.solutions.sharding.BucketedOrders;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.sql.Connection;

@Mistake(
    stage = 7,
    summary =
        "a transfer looks at the side that gives, not at the side that gets: cents go to a bucket that left",
    killedBy = "a_transfer_by_an_old_map_is_made_as_a_whole",
    hint = "both-sides-look")
public final class FencesTheSenderOnly extends BucketedOrders {
  public FencesTheSenderOnly(Environment env) {
    super(env);
  }

  @Override
  protected void enterReceiver(Connection connection, ShardMap map, String customer) {}
}
