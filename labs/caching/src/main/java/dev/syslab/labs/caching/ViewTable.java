package dev.syslab.labs.caching;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;

/** The tables {@code product_views} and {@code view_batch}. Given; not to be edited. */
public final class ViewTable {
  private final ProductTable table;

  /**
   * @param table whose connections it uses
   */
  public ViewTable(ProductTable table) {
    this.table = table;
  }

  /**
   * Adds views to products, all in one transaction, unless a batch of this name has been added
   * before.
   *
   * @param batch the batch's name, unique among all batches of all servers
   * @param views how many views of which product
   * @return whether they were added now
   * @throws DatabaseException if the database does not answer: it may have committed or not
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

  /** Waits for whoever notes the same name just now, and is told no if that one commits. */
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
      // In one order everywhere, so that two servers do not lock each other out.
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
      // A lost connection has rolled back, or has committed before.
    }
  }
}
