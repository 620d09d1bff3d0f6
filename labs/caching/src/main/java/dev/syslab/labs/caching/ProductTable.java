package dev.syslab.labs.caching;

import dev.syslab.subject.Environment;
import dev.syslab.subject.sql.ConnectionPool;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The table {@code product}, without any cache. Thread-safe. Provided; do not edit. */
public final class ProductTable implements AutoCloseable {
  private static final int CONNECTIONS = 8;
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final ConnectionPool pool;

  public ProductTable(Environment env) {
    this.pool = new ConnectionPool(env.jdbcUrl(), CONNECTIONS, PATIENCE, Duration.ZERO);
  }

  /**
   * Reads one row.
   *
   * @throws DatabaseException if the database cannot be reached
   */
  public Optional<Product> find(String id) {
    try (Connection connection = pool.take();
        PreparedStatement select =
            connection.prepareStatement(
                "SELECT id, name, price_cents, version FROM product WHERE id = ?")) {
      select.setString(1, id);
      return only(select);
    } catch (SQLException e) {
      throw new DatabaseException(e);
    }
  }

  /**
   * Reads the rows with the lowest prices, in the order of price and id. Expensive: it reads every
   * row.
   *
   * @throws DatabaseException if the database cannot be reached
   */
  public List<Product> cheapest(int most) {
    try (Connection connection = pool.take();
        PreparedStatement select =
            connection.prepareStatement(
                "SELECT id, name, price_cents, version FROM product"
                    + " ORDER BY price_cents, id LIMIT ?")) {
      select.setInt(1, most);
      return all(select);
    } catch (SQLException e) {
      throw new DatabaseException(e);
    }
  }

  /**
   * Begins a transaction. Use it in a try-with-resources statement.
   *
   * @throws DatabaseException if the database cannot be reached
   */
  public ProductTransaction begin() {
    try {
      return new ProductTransaction(pool.take());
    } catch (SQLException e) {
      throw new DatabaseException(e);
    }
  }

  @Override
  public void close() {
    pool.close();
  }

  Connection connection() throws SQLException {
    return pool.take();
  }

  static Optional<Product> only(PreparedStatement query) throws SQLException {
    return all(query).stream().findFirst();
  }

  private static List<Product> all(PreparedStatement query) throws SQLException {
    List<Product> products = new ArrayList<>();
    try (ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        products.add(
            new Product(
                rows.getString("id"),
                rows.getString("name"),
                rows.getLong("price_cents"),
                rows.getLong("version")));
      }
    }
    return products;
  }
}
