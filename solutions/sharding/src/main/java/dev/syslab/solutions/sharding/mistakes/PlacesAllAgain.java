package dev.syslab.solutions.sharding.mistakes;

import dev.syslab.labs.sharding.NewOrder;
import dev.syslab.labs.sharding.Order;
import dev.syslab.solutions.sharding.BucketedOrders;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.ArrayList;
import java.util.List;

@Mistake(
    stage = 7,
    summary = "repeats a whole call if its map was too old for one shard: orders are stored twice",
    killedBy = "of_a_call_by_an_old_map_nothing_is_stored_twice",
    hint = "what-was-done-already")
public final class PlacesAllAgain extends BucketedOrders {
  public PlacesAllAgain(Environment env) {
    super(env);
  }

  @Override
  public List<Long> place(List<NewOrder> orders) {
    return routed(
        map -> {
          List<Long> ids = new ArrayList<>();
          for (NewOrder one : orders) {
            check(one);
            Order order = new Order(own.next(), one.customer(), one.coupon(), one.cents());
            databases.in(
                shardFor(map.shards(), one.customer()),
                connection -> {
                  enter(connection, map, List.of(one.customer()));
                  return insertAll(connection, List.of(order));
                });
            ids.add(order.id());
          }
          return ids;
        });
  }
}
