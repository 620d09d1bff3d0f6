package dev.syslab.solutions.caching.bench;

import dev.syslab.subject.Environment;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.UnifiedJedis;

/** The place of one contender in PostgreSQL and Redis. */
final class Shop implements AutoCloseable {
  /** How long it takes to load the slow product. */
  static final Duration SLOW = Duration.ofMillis(50);

  private final Connection connection;
  private final UnifiedJedis redis;
  private final List<String> ids = new ArrayList<>();
  private final String slow;

  Shop(Environment environment, int products) throws SQLException {
    this.connection = DriverManager.getConnection(environment.jdbcUrl());
    this.redis = RedisClient.create(environment.redis());
    for (int i = 0; i < products; i++) {
      ids.add(add());
    }
    this.slow = add();
  }

  static String name(String id) {
    return "Kettle " + id;
  }

  List<String> ids() {
    return ids;
  }

  /** A product that takes {@link #SLOW} to load, once loads are counted. */
  String slow() {
    return slow;
  }

  private String add() throws SQLException {
    String id = UUID.randomUUID().toString();
    execute(
        "INSERT INTO product (id, name, price_cents) VALUES ('%s', '%s', 1999)"
            .formatted(id, name(id)));
    return id;
  }

  /**
   * From now on, readers see a view of which every row draws from a sequence. Such a view cannot be
   * updated.
   */
  void countLoads() throws SQLException {
    execute("ALTER TABLE product RENAME TO product_row");
    execute("CREATE SEQUENCE loads");
    execute(
        ("CREATE VIEW product AS SELECT p.* FROM product_row p, LATERAL (SELECT nextval('loads'),"
                + " CASE WHEN p.id = '%s' THEN pg_sleep(%s) END) counted")
            .formatted(slow, SLOW.toMillis() / 1e3));
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

  /** All that is in Redis goes, as if its time to live had ended. */
  void expireAll() {
    redis.flushDB();
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
    redis.close();
  }
}
