package dev.syslab.solutions.sharding.mistakes;

import dev.syslab.solutions.sharding.BucketedOrders;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.List;

@Mistake(
    stage = 3,
    summary = "stores by the remainder of the number of databases, without the map",
    killedBy = "an_order_lies_where_the_map_says_and_nowhere_else",
    hint = "bucket-then-map")
public final class HashesPastTheMap extends BucketedOrders {
  public HashesPastTheMap(Environment env) {
    super(env);
  }

  @Override
  protected int shardFor(List<Integer> map, String customer) {
    return shardOf(customer, databases.count());
  }
}
