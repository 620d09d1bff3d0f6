package dev.syslab.solutions.sharding;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * The name of a transaction over several databases, and what is done under it. The name says which
 * database has the decision, so that anyone who finds a prepared part knows where to look.
 */
public record TwoPhase(int home, String id) {
  private static final String PREFIX = "syslab-transfer";
  private static final String UNDEFINED_OBJECT = "42704";

  public static TwoPhase begun(int home) {
    return new TwoPhase(home, UUID.randomUUID().toString());
  }

  /** Names are unique per server, and two of its databases may each have a part. */
  private String part(int shard) {
    return "%s/%d/%s/%d".formatted(PREFIX, home, id, shard);
  }

  /** Phase one: the part survives a crash, and keeps its locks. */
  public void prepare(Connection connection, int shard) throws SQLException {
    run(connection, "PREPARE TRANSACTION '" + part(shard) + "'");
  }

  /** In the home database: decides, unless a decision was made already; returns the decision. */
  public boolean decide(Connection connection, boolean commit) throws SQLException {
    AccountTable.run(
        connection, "INSERT INTO decision VALUES (?, ?) ON CONFLICT DO NOTHING", id, commit);
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT committed FROM decision WHERE name = ?")) {
      statement.setString(1, id);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getBoolean(1);
      }
    }
  }

  /** Phase two. Somebody else may have done it already. */
  public void settle(Connection connection, int shard, boolean commit) throws SQLException {
    try {
      run(connection, (commit ? "COMMIT" : "ROLLBACK") + " PREPARED '" + part(shard) + "'");
    } catch (SQLException e) {
      if (!UNDEFINED_OBJECT.equals(e.getSQLState())) {
        throw e;
      }
    }
  }

  /**
   * What transfers have prepared in a database. Other databases and other owners have their own.
   */
  public static List<TwoPhase> prepared(Connection connection) throws SQLException {
    List<TwoPhase> found = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT gid FROM pg_prepared_xacts WHERE database = current_database()")) {
      while (rows.next()) {
        String[] parts = rows.getString(1).split("/");
        if (parts.length == 4 && parts[0].equals(PREFIX)) {
          found.add(new TwoPhase(Integer.parseInt(parts[1]), parts[2]));
        }
      }
    }
    return found;
  }

  private static void run(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
