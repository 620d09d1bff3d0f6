package dev.syslab.solutions.sharding.mistakes;

import dev.syslab.labs.sharding.NewOrder;
import dev.syslab.labs.sharding.Order;
import dev.syslab.solutions.sharding.BucketedOrders;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

@Mistake(
    stage = 3,
    summary = "each database numbers its own orders, as a serial column does",
    killedBy = "ids_of_orders_are_unique_over_all_databases",
    hint = "ids-of-one-table")
public final class CountsInEachTable extends BucketedOrders {
  public CountsInEachTable(Environment env) {
    super(env);
  }

  @Override
  public List<Long> place(List<NewOrder> orders) {
    List<Integer> map = map().shards();
    List<Long> ids = new ArrayList<>();
    for (NewOrder one : orders) {
      check(one);
      ids.add(databases.in(shardFor(map, one.customer()), connection -> add(connection, one)));
    }
    return ids;
  }

  private long add(Connection connection, NewOrder one) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("LOCK TABLE orders IN EXCLUSIVE MODE");
      ResultSet row = statement.executeQuery("SELECT coalesce(max(id), 0) + 1 FROM orders");
      row.next();
      long id = row.getLong(1);
      insertAll(connection, List.of(new Order(id, one.customer(), one.coupon(), one.cents())));
      return id;
    }
  }
}
