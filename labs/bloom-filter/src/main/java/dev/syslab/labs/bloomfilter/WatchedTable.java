package dev.syslab.labs.bloomfilter;

import dev.syslab.subject.Environment;
import dev.syslab.subject.sql.ConnectionPool;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * The table {@code watched}, provided so that you write a filter and not JDBC. If PostgreSQL fails,
 * methods throw {@link IllegalStateException}.
 */
public final class WatchedTable {
  private static final int CONNECTIONS = 16;
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int FETCH = 1_000;

  private final ConnectionPool pool;

  public WatchedTable(Environment env) {
    this.pool = new ConnectionPool(env.jdbcUrl(), CONNECTIONS, PATIENCE, Duration.ZERO);
  }

  /** What to do in one transaction. */
  private interface Work<T> {
    T in(Connection connection) throws SQLException;
  }

  private <T> T transaction(Work<T> work) {
    // Closing a connection rolls back what was not committed.
    try (Connection connection = pool.take()) {
      connection.setAutoCommit(false);
      T result = work.in(connection);
      connection.commit();
      return result;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Writes the rows that do not exist yet.
   *
   * @param beforeCommit runs after the rows are written and before they are committed; if it
   *     throws, none of them is committed
   */
  public void insert(String viewer, List<String> clips, Runnable beforeCommit) {
    transaction(
        connection -> {
          try (PreparedStatement insert =
              connection.prepareStatement(
                  "INSERT INTO watched SELECT ?, unnest(?) ON CONFLICT DO NOTHING")) {
            insert.setString(1, viewer);
            insert.setArray(2, connection.createArrayOf("text", clips.toArray()));
            insert.executeUpdate();
          }
          beforeCommit.run();
          return null;
        });
  }

  /** The clips of these that the table has for this viewer. */
  public Set<String> among(String viewer, List<String> clips) {
    return transaction(
        connection -> {
          try (PreparedStatement query =
              connection.prepareStatement(
                  "SELECT clip FROM watched WHERE viewer = ? AND clip = ANY (?)")) {
            query.setString(1, viewer);
            query.setArray(2, connection.createArrayOf("text", clips.toArray()));
            Set<String> found = new HashSet<>();
            ResultSet rows = query.executeQuery();
            while (rows.next()) {
              found.add(rows.getString(1));
            }
            return found;
          }
        });
  }

  /** Every row that was committed before this began: viewer and clip. */
  public void forEach(BiConsumer<String, String> row) {
    transaction(
        connection -> {
          try (Statement query = connection.createStatement()) {
            query.setFetchSize(FETCH);
            ResultSet rows = query.executeQuery("SELECT viewer, clip FROM watched");
            while (rows.next()) {
              row.accept(rows.getString(1), rows.getString(2));
            }
          }
          return null;
        });
  }

  /**
   * Waits until each transaction that has written rows so far has ended. No rows can be written
   * meanwhile.
   */
  public void awaitWriters() {
    transaction(
        connection -> {
          try (Statement lock = connection.createStatement()) {
            lock.execute("LOCK TABLE watched IN SHARE MODE");
          }
          return null;
        });
  }
}
