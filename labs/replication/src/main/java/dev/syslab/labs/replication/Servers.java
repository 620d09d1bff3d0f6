package dev.syslab.labs.replication;

import dev.syslab.subject.Environment;
import dev.syslab.subject.sql.ConnectionPool;
import java.net.URI;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Connections to the servers, which are numbered from 0. Connections are opened only when they are
 * needed. Thread-safe. Provided; do not edit it.
 */
public final class Servers implements AutoCloseable {
  private static final int CONNECTIONS = 8;
  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final Duration SILENCE = Duration.ofSeconds(5);

  private final List<URI> addresses;
  private final ConcurrentMap<Integer, ConnectionPool> pools = new ConcurrentHashMap<>();

  public Servers(Environment env) {
    this.addresses = env.databases();
  }

  /** What to do in one transaction. */
  public interface Work<T> {
    T on(Connection connection) throws SQLException;
  }

  /** How many servers there are. */
  public int count() {
    return addresses.size();
  }

  /**
   * Runs work in one transaction of one server: commits if it returns, rolls back if it throws. The
   * work may also commit earlier and continue in the next transaction. Gives up at once if the
   * server refuses the connection, after about 3 s if it is silent, and after 5 s if it falls
   * silent in the middle.
   *
   * @throws UnavailableException if the server does not answer; if that was during the commit, the
   *     outcome is unknown
   * @throws ReadOnlyException if the server is a replica, and a statement needs a primary
   * @throws StatementException if the server refuses a statement for another reason
   */
  public <T> T in(int server, Work<T> work) {
    try (Connection connection = pool(server).take()) {
      connection.setAutoCommit(false);
      // Closing a connection without a commit rolls back.
      T result = work.on(connection);
      connection.commit();
      return result;
    } catch (SQLException e) {
      String message = "server %d: %s".formatted(server, e.getMessage());
      throw "25006".equals(e.getSQLState())
          ? new ReadOnlyException(message, e)
          : silent(e) ? new UnavailableException(message, e) : new StatementException(message, e);
    }
  }

  /** Lost connections (08) and shutdowns (57P) are not answers; the pool's timeout has no state. */
  private static boolean silent(SQLException e) {
    String state = e.getSQLState();
    return state == null || state.startsWith("08") || state.startsWith("57P");
  }

  /** Runs statements, one after the other, and returns the rows of each. */
  public static List<Rows> run(Connection connection, List<String> statements) throws SQLException {
    List<Rows> results = new ArrayList<>();
    try (Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        boolean rows = statement.execute(sql);
        results.add(new Rows(rows ? rows(statement.getResultSet()) : List.of()));
      }
    }
    return results;
  }

  private static List<List<String>> rows(ResultSet rows) throws SQLException {
    List<List<String>> all = new ArrayList<>();
    while (rows.next()) {
      List<String> row = new ArrayList<>();
      for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
        String text = rows.getString(column);
        row.add(text == null ? "" : text);
      }
      all.add(row);
    }
    return all;
  }

  private ConnectionPool pool(int server) {
    return pools.computeIfAbsent(server, absent -> open(addresses.get(server)));
  }

  private static ConnectionPool open(URI uri) {
    return new ConnectionPool(Environment.jdbcUrl(uri), CONNECTIONS, PATIENCE, SILENCE);
  }

  @Override
  public void close() {
    pools.values().forEach(ConnectionPool::close);
  }
}
