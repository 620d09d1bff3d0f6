package dev.syslab.solutions.sharding;

import dev.syslab.labs.sharding.NewOrder;
import dev.syslab.labs.sharding.Order;
import dev.syslab.labs.sharding.ShardMap;
import dev.syslab.subject.Environment;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Stage 3: an order is stored where the map says, and looked for there. */
public abstract class Placing extends Ids {
  private static final long MOST_CENTS = 10_000_000_000_000_000L;

  protected Placing(Environment env) {
    super(env);
  }

  @Override
  public List<Long> place(List<NewOrder> orders) {
    Check.size(orders);
    orders.forEach(this::check);
    List<Order> placed =
        orders.stream()
            .map(one -> new Order(own.next(), one.customer(), one.coupon(), one.cents()))
            .toList();
    Set<Integer> done = new HashSet<>();
    routed(map -> placeBy(map, placed, done));
    return placed.stream().map(Order::id).toList();
  }

  /** Orders that were stored with an older map are done. */
  private Void placeBy(ShardMap map, List<Order> orders, Set<Integer> done) {
    Map<Integer, List<Integer>> parts = new TreeMap<>();
    for (int i = 0; i < orders.size(); i++) {
      if (!done.contains(i)) {
        int shard = shardFor(map.shards(), orders.get(i).customer());
        parts.computeIfAbsent(shard, absent -> new ArrayList<>()).add(i);
      }
    }
    parts.forEach(
        (shard, part) -> {
          List<Order> some = part.stream().map(orders::get).toList();
          databases.in(
              shard,
              connection -> {
                enter(connection, map, some.stream().map(Order::customer).toList());
                return insertAll(connection, some);
              });
          done.addAll(part);
        });
    return null;
  }

  protected void check(NewOrder order) {
    Check.key(order.customer());
    order.coupon().ifPresent(Check::key);
    Check.between("cents", order.cents(), 0, MOST_CENTS);
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
    return routed(map -> findIn(map, shardFor(map.shards(), customer), customer, id));
  }

  protected Optional<Order> findIn(ShardMap map, int shard, String customer, long id) {
    return databases.in(
        shard,
        connection -> {
          Optional<Order> found = select(connection, customer, id);
          checkRead(connection, map, customer);
          return found;
        });
  }

  protected Optional<Order> select(Connection connection, String customer, long id)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT id, customer, coupon, cents FROM orders WHERE id = ? AND customer = ?")) {
      statement.setLong(1, id);
      statement.setString(2, customer);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? Optional.of(order(row)) : Optional.empty();
      }
    }
  }

  protected static Order order(ResultSet row) throws SQLException {
    return new Order(
        row.getLong(1), row.getString(2), Optional.ofNullable(row.getString(3)), row.getLong(4));
  }
}
