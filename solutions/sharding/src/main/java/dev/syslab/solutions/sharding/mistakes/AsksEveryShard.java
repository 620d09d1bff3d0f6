package dev.syslab.solutions.sharding.mistakes;

import dev.syslab.labs.sharding.Order;
import dev.syslab.solutions.sharding.BucketedOrders;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.Optional;

@Mistake(
    stage = 3,
    summary =
        "looks in every database for an order that its own does not have: fails if any of "
            + "them is down",
    killedBy = "a_silent_database_stops_only_its_own_customers",
    hint = "one-shard-of-many")
public final class AsksEveryShard extends BucketedOrders {
  public AsksEveryShard(Environment env) {
    super(env);
  }

  @Override
  public Optional<Order> find(String customer, long id) {
    Optional<Order> found = super.find(customer, id);
    return found.isPresent()
        ? found
        : onAll(shard -> databases.in(shard, one -> select(one, customer, id))).stream()
            .flatMap(Optional::stream)
            .findFirst();
  }
}
