package dev.syslab.solutions.caching.bench;

import dev.syslab.subject.Environment;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * The table of one contender. It counts how often a row of it is read: readers see a view, of which
 * every row draws from a sequence.
 */
final class Shop implements AutoCloseable {
  private final Connection connection;
  private final List<String> ids = new ArrayList<>();

  Shop(Environment environment, int products) throws SQLException {
    this.connection = DriverManager.getConnection(environment.jdbcUrl());
    execute("ALTER TABLE product RENAME TO product_row");
    execute("CREATE SEQUENCE loads");
    execute(
        "CREATE VIEW product AS SELECT p.* FROM product_row p,"
            + " LATERAL (SELECT nextval('loads'), p.id AS of) counted");
    for (int i = 0; i < products; i++) {
      ids.add(add());
    }
  }

  List<String> ids() {
    return ids;
  }

  /** One product more, which nobody has read. */
  String add() throws SQLException {
    String id = UUID.randomUUID().toString();
    execute(
        "INSERT INTO product_row (id, name, price_cents) VALUES ('%s', 'Kettle %s', 1999)"
            .formatted(id, id));
    return id;
  }

  /** How often a row was read so far. */
  long loads() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM loads")) {
      row.next();
      return row.getLong(1);
    }
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
