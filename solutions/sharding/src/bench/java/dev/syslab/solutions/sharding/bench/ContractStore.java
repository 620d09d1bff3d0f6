package dev.syslab.solutions.sharding.bench;

import dev.syslab.labs.sharding.NewOrder;
import dev.syslab.labs.sharding.Order;
import dev.syslab.labs.sharding.ShardedOrders;
import dev.syslab.labs.sharding.Sorting;
import dev.syslab.subject.bench.Contender;
import java.util.List;
import java.util.Optional;

/** The learner's code, or the reference. */
record ContractStore(String name, ShardedOrders orders) implements Store {

  static ContractStore of(Contender<ShardedOrders> contender) {
    return new ContractStore(contender.name(), contender.contract());
  }

  @Override
  public List<Long> place(List<NewOrder> placed) {
    orders.createMap(OrdersBench.SHARDS);
    return orders.place(placed);
  }

  @Override
  public Optional<Order> find(String customer, long id) {
    return orders.find(customer, id);
  }

  @Override
  public List<Order> dearest(int limit) {
    return orders.list(new Sorting(Sorting.By.CENTS, true, false), Optional.empty(), limit);
  }
}
