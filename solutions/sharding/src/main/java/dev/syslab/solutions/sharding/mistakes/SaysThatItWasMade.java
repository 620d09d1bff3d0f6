package dev.syslab.solutions.sharding.mistakes;

import dev.syslab.solutions.sharding.BucketedOrders;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

@Mistake(
    stage = 3,
    summary = "ON CONFLICT DO NOTHING, and every caller is told that the map is its own",
    killedBy = "of_several_first_maps_one_is_made",
    hint = "one-first-map")
public final class SaysThatItWasMade extends BucketedOrders {
  public SaysThatItWasMade(Environment env) {
    super(env);
  }

  @Override
  protected boolean insert(Connection connection, List<Integer> shards) throws SQLException {
    super.insert(connection, shards);
    return true;
  }
}
