package dev.syslab.solutions.sharding;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One bucket's rows in one table, on their way to another database.
 *
 * @param columns the first is the key
 * @param changing whether rows change; others are only added
 * @param sent keys of rows that never change, and whole rows that may
 */
public record Part(
    String table, List<String> columns, boolean changing, int bucket, Set<Object> sent) {

  public static List<Part> all(int bucket) {
    return List.of(
        part("orders", false, bucket, "id", "customer", "bucket", "coupon", "cents"),
        part("account", true, bucket, "customer", "bucket", "cents"),
        part("transfer", false, bucket, "id", "sender", "receiver", "cents", "bucket"),
        part("arrived", false, bucket, "id", "bucket"));
  }

  private static Part part(String table, boolean changing, int bucket, String... columns) {
    return new Part(table, List.of(columns), changing, bucket, new HashSet<>());
  }

  private String key() {
    return columns.get(0);
  }

  /** Sends what has not been sent yet or has changed since. */
  void send(Connection from, Connection to) throws SQLException {
    List<List<Object>> rows;
    if (changing || sent.isEmpty()) {
      rows = rows(from, String.join(", ", columns), "true");
      rows.removeIf(row -> !sent.add(changing ? row : row.get(0)));
    } else {
      List<Object> keys = new ArrayList<>();
      rows(from, key(), "true").forEach(row -> keys.addAll(row));
      keys.removeIf(key -> !sent.add(key));
      if (keys.isEmpty()) {
        return;
      }
      String type = keys.get(0) instanceof Long ? "bigint" : "text";
      Object array = from.createArrayOf(type, keys.toArray());
      rows = rows(from, String.join(", ", columns), key() + " = ANY (?)", array);
    }
    put(to, rows);
  }

  private List<List<Object>> rows(
      Connection connection, String what, String which, Object... values) throws SQLException {
    List<List<Object>> found = new ArrayList<>();
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT %s FROM %s WHERE bucket = ? AND %s".formatted(what, table, which))) {
      statement.setInt(1, bucket);
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 2, values[i]);
      }
      try (ResultSet rows = statement.executeQuery()) {
        int width = rows.getMetaData().getColumnCount();
        while (rows.next()) {
          List<Object> row = new ArrayList<>();
          for (int i = 1; i <= width; i++) {
            row.add(rows.getObject(i));
          }
          found.add(row);
        }
      }
    }
    return found;
  }

  private void put(Connection to, List<List<Object>> rows) throws SQLException {
    String sql =
        "INSERT INTO %s (%s) VALUES (%s) ON CONFLICT (%s) DO UPDATE SET %s"
            .formatted(
                table,
                String.join(", ", columns),
                Stream.generate(() -> "?").limit(columns.size()).collect(Collectors.joining(", ")),
                key(),
                columns.stream()
                    .map(column -> column + " = EXCLUDED." + column)
                    .collect(Collectors.joining(", ")));
    try (PreparedStatement statement = to.prepareStatement(sql)) {
      for (List<Object> row : rows) {
        for (int i = 0; i < row.size(); i++) {
          statement.setObject(i + 1, row.get(i));
        }
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  public void delete(Connection connection) throws SQLException {
    AccountTable.run(connection, "DELETE FROM " + table + " WHERE bucket = ?", bucket);
  }
}
