package dev.syslab.labs.caching;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;

/** The tables {@code product_views} and {@code view_batch}. Provided; do not edit. */
public final class ViewTable {
  private final ProductTable table;

  /**
   * @param table the table whose connections are used
   */
  public ViewTable(ProductTable table) {
    this.table = table;
  }

  /**
   * Adds views to products, all in one transaction, unless a batch with this name has already been
   * added.
   *
   * @param batch the batch's name, unique among all batches of all servers
   * @param views the number of views for each product
   * @return true if they were added by this call
   * @throws DatabaseException if the database does not answer: it may or may not have committed
   */
  public boolean add(String batch, Map<String, Long> views) {
    try (Connection connection = table.connection()) {
      connection.setAutoCommit(false);
      try {
        boolean fresh = note(connection, batch);
        if (fresh) {
          add(connection, views);
        }
        connection.commit();
        return fresh;
      } catch (SQLException e) {
        rollback(connection);
        throw e;
      }
    } catch (SQLException e) {
      throw new DatabaseException(e);
    }
  }

  /**
   * Waits for a concurrent transaction with the same name, and returns false if that one commits.
   */
  private static boolean note(Connection connection, String batch) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO view_batch VALUES (?) ON CONFLICT DO NOTHING")) {
      insert.setString(1, batch);
      return insert.executeUpdate() == 1;
    }
  }

  private static void add(Connection connection, Map<String, Long> views) throws SQLException {
    String sql =
        "INSERT INTO product_views AS held VALUES (?, ?)"
            + " ON CONFLICT (product_id) DO UPDATE SET views = held.views + EXCLUDED.views";
    try (PreparedStatement upsert = connection.prepareStatement(sql)) {
      // In the same order everywhere, so that two servers do not deadlock.
      for (var entry : new TreeMap<>(views).entrySet()) {
        upsert.setString(1, entry.getKey());
        upsert.setLong(2, entry.getValue());
        upsert.addBatch();
      }
      upsert.executeBatch();
    }
  }

  private static void rollback(Connection connection) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      // If the connection was lost, the database has rolled back or already committed.
    }
  }
}
