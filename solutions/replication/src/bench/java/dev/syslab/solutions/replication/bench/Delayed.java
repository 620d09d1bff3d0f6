package dev.syslab.solutions.replication.bench;

import dev.syslab.subject.Environment;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Replicas that show a transaction only some time after its commit. */
final class Delayed implements AutoCloseable {
  private static final long ARRIVED_NANOS = Duration.ofSeconds(30).toNanos();

  private final Environment env;

  Delayed(Environment env, Duration delay) throws SQLException {
    this.env = env;
    set(delay);
  }

  private void set(Duration delay) throws SQLException {
    for (URI replica : env.databases().subList(1, env.databases().size())) {
      try (Connection connection = DriverManager.getConnection(Environment.jdbcUrl(replica));
          Statement statement = connection.createStatement()) {
        statement.execute(
            "ALTER SYSTEM SET recovery_min_apply_delay = '%dms'".formatted(delay.toMillis()));
        statement.execute("SELECT pg_reload_conf()");
      }
    }
  }

  /** Clients with accounts that all servers show; a list for each caller. */
  static List<List<Client>> clients(Environment env, String prefix, int callers, int each)
      throws Exception {
    List<List<Client>> clients = new ArrayList<>();
    for (int caller = 0; caller < callers; caller++) {
      List<Client> own = new ArrayList<>();
      for (int i = 0; i < each; i++) {
        own.add(new Client("%s-%d-%d".formatted(prefix, caller, i)));
      }
      clients.add(own);
    }
    try (Connection connection = DriverManager.getConnection(env.jdbcUrl());
        Statement statement = connection.createStatement()) {
      for (List<Client> own : clients) {
        for (Client client : own) {
          statement.addBatch("INSERT INTO account VALUES ('" + client.account + "', 0)");
        }
      }
      statement.executeBatch();
    }
    long end = System.nanoTime() + ARRIVED_NANOS;
    for (URI server : env.databases()) {
      while (count(server, prefix) < callers * each) {
        if (System.nanoTime() > end) {
          throw new IllegalStateException("the accounts did not arrive at " + server.getPort());
        }
        Thread.sleep(50);
      }
    }
    return clients;
  }

  private static long count(URI server, String prefix) {
    try (Connection connection = DriverManager.getConnection(Environment.jdbcUrl(server));
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT count(*) FROM account WHERE name LIKE '" + prefix + "-%'")) {
      rows.next();
      return rows.getLong(1);
    } catch (SQLException e) {
      // The database itself may be on its way.
      return 0;
    }
  }

  @Override
  public void close() throws SQLException {
    set(Duration.ZERO);
  }
}
