package dev.syslab.solutions.sharding.bench;

import dev.syslab.labs.sharding.NewOrder;
import dev.syslab.labs.sharding.Order;
import java.util.List;
import java.util.Optional;

/** Orders in three databases, by one of those who are compared. */
interface Store extends AutoCloseable {
  String name();

  /** Stores orders, and returns their ids. */
  List<Long> place(List<NewOrder> orders) throws Exception;

  Optional<Order> find(String customer, long id) throws Exception;

  /** The orders of all databases that cost most; of equals first that of the greatest id. */
  List<Order> dearest(int limit) throws Exception;

  @Override
  default void close() {}
}
