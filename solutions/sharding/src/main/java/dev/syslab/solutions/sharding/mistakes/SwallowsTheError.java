package dev.syslab.solutions.sharding.mistakes;

import dev.syslab.labs.sharding.Order;
import dev.syslab.labs.sharding.Sorting;
import dev.syslab.labs.sharding.UnavailableException;
import dev.syslab.solutions.sharding.BucketedOrders;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.List;
import java.util.Optional;

@Mistake(
    stage = 4,
    summary = "treats a database that does not answer as one without orders, and tells nobody",
    killedBy = "a_silent_database_is_an_error_or_is_named",
    hint = "error-or-named")
public final class SwallowsTheError extends BucketedOrders {
  public SwallowsTheError(Environment env) {
    super(env);
  }

  @Override
  protected List<Order> page(int shard, Sorting sorting, Optional<Order> after, int limit) {
    try {
      return super.page(shard, sorting, after, limit);
    } catch (UnavailableException e) {
      return List.of();
    }
  }
}
