package dev.syslab.solutions.sharding.bench;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.syslab.labs.sharding.NewOrder;
import dev.syslab.labs.sharding.Order;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** The same queries as SQL. */
abstract class SqlStore implements Store {
  /** As many as the lab's {@code Databases} has for each database. */
  static final int CONNECTIONS = 4;

  private static final String COLUMNS = "SELECT id, customer, coupon, cents FROM orders ";

  private final String name;
  private final long firstId;

  SqlStore(String name, long firstId) {
    this.name = name;
    this.firstId = firstId;
  }

  static HikariDataSource pool(String url) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setMaximumPoolSize(CONNECTIONS);
    return new HikariDataSource(config);
  }

  /** Where the statements go. */
  abstract DataSource source();

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final List<Long> place(List<NewOrder> orders) throws SQLException {
    List<Long> ids = new ArrayList<>();
    try (Connection connection = source().getConnection();
        PreparedStatement insert =
            connection.prepareStatement(
                "INSERT INTO orders (id, customer, bucket, coupon, cents)"
                    + " VALUES (?, ?, ?, ?, ?)")) {
      connection.setAutoCommit(false);
      for (NewOrder order : orders) {
        ids.add(firstId + ids.size());
        insert.setLong(1, ids.get(ids.size() - 1));
        insert.setString(2, order.customer());
        insert.setInt(3, 0);
        insert.setString(4, order.coupon().orElse(null));
        insert.setLong(5, order.cents());
        insert.addBatch();
      }
      insert.executeBatch();
      connection.commit();
    }
    return ids;
  }

  @Override
  public final Optional<Order> find(String customer, long id) throws SQLException {
    try (Connection connection = source().getConnection();
        PreparedStatement query =
            connection.prepareStatement(COLUMNS + "WHERE customer = ? AND id = ?")) {
      query.setString(1, customer);
      query.setLong(2, id);
      return orders(query).stream().findFirst();
    }
  }

  @Override
  public final List<Order> dearest(int limit) throws SQLException {
    try (Connection connection = source().getConnection();
        PreparedStatement query =
            connection.prepareStatement(COLUMNS + "ORDER BY cents DESC, id DESC LIMIT ?")) {
      query.setInt(1, limit);
      return orders(query);
    }
  }

  private static List<Order> orders(PreparedStatement query) throws SQLException {
    List<Order> found = new ArrayList<>();
    try (ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        found.add(
            new Order(
                rows.getLong(1),
                rows.getString(2),
                Optional.ofNullable(rows.getString(3)),
                rows.getLong(4)));
      }
    }
    return found;
  }
}
