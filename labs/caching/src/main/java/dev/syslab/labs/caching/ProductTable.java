package dev.syslab.labs.caching;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.syslab.subject.Environment;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** The table {@code product}, without any cache. Threads may share it. Given; not to be edited. */
public final class ProductTable implements AutoCloseable {
  private static final int CONNECTIONS = 8;
  private static final long CONNECT_MILLIS = 2_000;

  private final HikariDataSource pool;

  public ProductTable(Environment env) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(env.jdbcUrl());
    config.setMaximumPoolSize(CONNECTIONS);
    // Connections are opened when they are needed: most processes of this lab live for a second.
    config.setMinimumIdle(0);
    config.setInitializationFailTimeout(-1);
    config.setConnectionTimeout(CONNECT_MILLIS);
    this.pool = new HikariDataSource(config);
  }

  /**
   * Reads one row.
   *
   * @throws DatabaseException if the database cannot be asked
   */
  public Optional<Product> find(String id) {
    try (Connection connection = pool.getConnection();
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
   * Begins a transaction. Use it in a try-with-resources statement.
   *
   * @throws DatabaseException if the database cannot be asked
   */
  public Transaction begin() {
    try {
      return new Transaction(pool.getConnection());
    } catch (SQLException e) {
      throw new DatabaseException(e);
    }
  }

  @Override
  public void close() {
    pool.close();
  }

  private static Optional<Product> only(PreparedStatement query) throws SQLException {
    try (ResultSet rows = query.executeQuery()) {
      if (!rows.next()) {
        return Optional.empty();
      }
      return Optional.of(
          new Product(
              rows.getString("id"),
              rows.getString("name"),
              rows.getLong("price_cents"),
              rows.getLong("version")));
    }
  }

  /** One transaction. Closing it without {@link #commit} rolls it back. */
  public static final class Transaction implements AutoCloseable {
    private static final String UNIQUE_VIOLATION = "23505";

    private final Connection connection;
    private boolean committed;

    private Transaction(Connection connection) throws SQLException {
      this.connection = connection;
      connection.setAutoCommit(false);
    }

    /**
     * Changes the row, and locks it until the transaction ends. Nobody else sees the change before
     * {@link #commit}.
     *
     * @return the row as it will be if the transaction commits
     * @throws NoSuchProductException if there is no such row
     * @throws DatabaseException if the database cannot be asked
     */
    public Product update(String id, String name, long priceCents) {
      String sql =
          "UPDATE product SET name = ?, price_cents = ?, version = version + 1 WHERE id = ?"
              + " RETURNING id, name, price_cents, version";
      try (PreparedStatement update = connection.prepareStatement(sql)) {
        update.setString(1, name);
        update.setLong(2, priceCents);
        update.setString(3, id);
        return only(update)
            .orElseThrow(() -> new NoSuchProductException("there is no product " + id));
      } catch (SQLException e) {
        throw new DatabaseException(e);
      }
    }

    /**
     * Commits. When this returns, the change is durable and everybody sees it.
     *
     * @throws NameTakenException if two products would have one name; the transaction is rolled
     *     back
     * @throws DatabaseException if the database does not answer: it may have committed or not
     */
    public void commit() {
      try {
        connection.commit();
        committed = true;
      } catch (SQLException e) {
        if (UNIQUE_VIOLATION.equals(e.getSQLState())) {
          throw new NameTakenException("another product has this name");
        }
        throw new DatabaseException(e);
      }
    }

    /** Rolls back unless it was committed, and gives the connection back. */
    @Override
    public void close() {
      try (connection) {
        if (!committed) {
          connection.rollback();
        }
      } catch (SQLException e) {
        // A connection that is lost rolls back by itself, or has committed before: nothing is left
        // to do here.
      }
    }
  }
}
