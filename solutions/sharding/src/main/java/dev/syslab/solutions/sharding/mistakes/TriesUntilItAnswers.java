package dev.syslab.solutions.sharding.mistakes;

import dev.syslab.labs.sharding.Order;
import dev.syslab.labs.sharding.ShardMap;
import dev.syslab.labs.sharding.UnavailableException;
import dev.syslab.solutions.sharding.BucketedOrders;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.Optional;

@Mistake(
    stage = 3,
    summary = "tries again for as long as the database is silent",
    killedBy = "a_silent_database_stops_only_its_own_customers",
    hint = "one-shard-of-many")
public final class TriesUntilItAnswers extends BucketedOrders {
  public TriesUntilItAnswers(Environment env) {
    super(env);
  }

  @Override
  protected Optional<Order> findIn(ShardMap map, int shard, String customer, long id) {
    while (true) {
      try {
        return super.findIn(map, shard, customer, id);
      } catch (UnavailableException e) {
        // It will be back.
      }
    }
  }
}
