package dev.syslab.solutions.sharding;

import dev.syslab.labs.sharding.NewOrder;
import dev.syslab.labs.sharding.Order;
import dev.syslab.subject.Environment;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Stage 3: an order lies where the map says, and is looked for there. */
public abstract class Placing extends Ids {
  private static final long MOST_CENTS = 10_000_000_000_000_000L;

  protected Placing(Environment env) {
    super(env);
  }

  @Override
  public List<Long> place(List<NewOrder> orders) {
    Check.size(orders);
    orders.forEach(this::check);
    List<Integer> map = currentShards();
    Map<Integer, List<Order>> parts = new TreeMap<>();
    List<Long> ids = new ArrayList<>();
    for (NewOrder one : orders) {
      Order order = new Order(own.next(), one.customer(), one.coupon(), one.cents());
      ids.add(order.id());
      int shard = shardFor(map, one.customer());
      parts.computeIfAbsent(shard, absent -> new ArrayList<>()).add(order);
    }
    parts.forEach((shard, part) -> databases.in(shard, connection -> insertAll(connection, part)));
    return ids;
  }

  protected void check(NewOrder order) {
    Check.key(order.customer());
    order.coupon().ifPresent(Check::key);
    Check.between("cents", order.cents(), 0, MOST_CENTS);
  }

  /** The map as it is now: it is read for every call, until stage 7 shows when it may be kept. */
  protected List<Integer> currentShards() {
    return map().shards();
  }

  protected int bucket(String customer) {
    return shardOf(customer, BUCKETS);
  }

  protected int shardFor(List<Integer> map, String customer) {
    return map.get(bucket(customer));
  }

  protected int[] insertAll(Connection connection, List<Order> orders) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "INSERT INTO orders (id, customer, bucket, coupon, cents) VALUES (?, ?, ?, ?, ?)")) {
      for (Order order : orders) {
        statement.setLong(1, order.id());
        statement.setString(2, order.customer());
        statement.setInt(3, bucket(order.customer()));
        statement.setString(4, order.coupon().orElse(null));
        statement.setLong(5, order.cents());
        statement.addBatch();
      }
      return statement.executeBatch();
    }
  }

  @Override
  public Optional<Order> find(String customer, long id) {
    Check.key(customer);
    return findIn(shardFor(currentShards(), customer), customer, id);
  }

  protected Optional<Order> findIn(int shard, String customer, long id) {
    return databases.in(
        shard,
        connection -> {
          try (PreparedStatement statement =
              connection.prepareStatement(
                  "SELECT id, customer, coupon, cents FROM orders WHERE id = ? AND customer = ?")) {
            statement.setLong(1, id);
            statement.setString(2, customer);
            try (ResultSet row = statement.executeQuery()) {
              return row.next() ? Optional.of(order(row)) : Optional.empty();
            }
          }
        });
  }

  protected static Order order(ResultSet row) throws SQLException {
    return new Order(
        row.getLong(1), row.getString(2), Optional.ofNullable(row.getString(3)), row.getLong(4));
  }
}
