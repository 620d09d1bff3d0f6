package dev.syslab.solutions.sharding;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** One database's fences, and the locks of writers and movers, in SQL. */
final class FenceTable {
  /** The first half of the advisory locks' names; the second is the bucket. */
  private static final int WRITERS = 1;

  private static final int MOVERS = 2;

  private FenceTable() {}

  /** Buckets in ascending order, as everywhere, so that no deadlock is possible. */
  static void lockShared(Connection connection, Integer... buckets) throws SQLException {
    lock(connection, "pg_advisory_xact_lock_shared", buckets);
  }

  static void lock(Connection connection, Integer... buckets) throws SQLException {
    lock(connection, "pg_advisory_xact_lock", buckets);
  }

  private static void lock(Connection connection, String function, Integer... buckets)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT " + function + "(?, one) FROM unnest(?) AS one")) {
      statement.setInt(1, WRITERS);
      statement.setArray(2, connection.createArrayOf("int", buckets));
      statement.execute();
    }
  }

  /** Whether this connection has become the only mover, by this lock function. */
  static boolean lockMover(Connection connection, String function, int bucket) throws SQLException {
    return isTrue(connection, "SELECT %s(%d, ?)".formatted(function, MOVERS), bucket);
  }

  static boolean hasLeftovers(Connection connection, int bucket) throws SQLException {
    return isTrue(connection, "SELECT leftover FROM fence WHERE bucket = ?", bucket);
  }

  /** Whether one of the buckets has left under a map of this epoch or a newer one. */
  static boolean isTooOld(Connection connection, long epoch, Integer... buckets)
      throws SQLException {
    return isTrue(
        connection,
        "SELECT true FROM fence WHERE epoch >= ? AND bucket = ANY (?) LIMIT 1",
        epoch,
        connection.createArrayOf("int", buckets));
  }

  private static boolean isTrue(Connection connection, String sql, Object... values)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      try (ResultSet row = statement.executeQuery()) {
        return row.next() && row.getBoolean(1);
      }
    }
  }

  static void leave(Connection connection, long epoch, boolean leftover, Integer... buckets)
      throws SQLException {
    AccountTable.run(
        connection,
        "INSERT INTO fence SELECT one, ?, ? FROM unnest(?) AS one ON CONFLICT (bucket) DO UPDATE"
            + " SET epoch = greatest(fence.epoch, EXCLUDED.epoch), leftover = EXCLUDED.leftover",
        epoch,
        leftover,
        connection.createArrayOf("int", buckets));
  }
}
