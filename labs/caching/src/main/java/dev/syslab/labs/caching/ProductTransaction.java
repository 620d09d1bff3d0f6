package dev.syslab.labs.caching;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * One transaction on the table {@code product}. Closing it without {@link #commit} rolls it back.
 * Provided; do not edit.
 */
public final class ProductTransaction implements AutoCloseable {
  private static final String UNIQUE_VIOLATION = "23505";
  private static final String COLUMNS = " RETURNING id, name, price_cents, version";

  private final Connection connection;
  private boolean committed;

  ProductTransaction(Connection connection) throws SQLException {
    this.connection = connection;
    connection.setAutoCommit(false);
  }

  /**
   * Changes the row, and locks it until the transaction ends. Nobody else sees the change before
   * {@link #commit}.
   *
   * @return the row as it will be if the transaction commits
   * @throws NoSuchProductException if there is no such row
   * @throws DatabaseException if the database cannot be reached
   */
  public Product update(String id, String name, long priceCents) {
    return changed(
        id,
        "UPDATE product SET name = ?, price_cents = ?, version = version + 1 WHERE id = ?",
        name,
        priceCents,
        id);
  }

  /** Changes only the price; otherwise like {@link #update}. */
  public Product reprice(String id, long priceCents) {
    return changed(
        id,
        "UPDATE product SET price_cents = ?, version = version + 1 WHERE id = ?",
        priceCents,
        id);
  }

  /**
   * Adds a row with version 1. Nobody else sees it before {@link #commit}.
   *
   * @throws IdTakenException if a row with this id exists
   * @throws DatabaseException if the database cannot be reached
   */
  public Product insert(String id, String name, long priceCents) {
    try {
      return returned(
          "INSERT INTO product (id, name, price_cents) VALUES (?, ?, ?)", id, name, priceCents);
    } catch (SQLException e) {
      if (UNIQUE_VIOLATION.equals(e.getSQLState())) {
        throw new IdTakenException("a product with this id already exists: " + id);
      }
      throw new DatabaseException(e);
    }
  }

  private Product changed(String id, String sql, Object... values) {
    try {
      Product product = returned(sql, values);
      if (product == null) {
        throw new NoSuchProductException("there is no product " + id);
      }
      return product;
    } catch (SQLException e) {
      throw new DatabaseException(e);
    }
  }

  private Product returned(String sql, Object... values) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql + COLUMNS)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      return ProductTable.only(statement).orElse(null);
    }
  }

  /**
   * Commits. When this returns, the change is durable and everybody sees it.
   *
   * @throws NameTakenException if two products would have the same name; the transaction is rolled
   *     back
   * @throws DatabaseException if the database does not answer: it may or may not have committed
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

  /** Rolls back unless the transaction was committed, and returns the connection to the pool. */
  @Override
  public void close() {
    try (connection) {
      if (!committed) {
        connection.rollback();
      }
    } catch (SQLException e) {
      // If the connection was lost, the database rolls back by itself or has already committed:
      // there is nothing left to do.
    }
  }
}
