package dev.syslab.labs.sharding;

import dev.syslab.subject.Environment;
import dev.syslab.subject.sql.ConnectionPool;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Connections to the databases, which are numbered from 0. Connections are opened only when they
 * are needed, so stages 1 and 2 run without any. Thread-safe. Provided; do not edit it.
 */
public final class Databases implements AutoCloseable {
  private static final int CONNECTIONS = 4;
  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final Duration SILENCE = Duration.ofSeconds(4);

  private final Environment env;
  private final ConcurrentMap<Integer, ConnectionPool> pools = new ConcurrentHashMap<>();

  public Databases(Environment env) {
    this.env = env;
  }

  /** What to do in one transaction. */
  public interface Work<T> {
    T on(Connection connection) throws SQLException;
  }

  /** How many databases there are. */
  public int count() {
    return env.databases().size();
  }

  /**
   * Runs work in one transaction of one database: commits if it returns, rolls back if it throws.
   * An exception of your own passes through unchanged after the rollback. Gives up after about 7 s
   * at most.
   *
   * @throws UnavailableException if the database does not answer; if that was during the commit,
   *     the outcome is unknown
   * @throws IllegalStateException if the database answers with an error; the message is the
   *     database's
   */
  public <T> T in(int shard, Work<T> work) {
    try (Connection connection = pool(shard).take()) {
      connection.setAutoCommit(false);
      // Closing a connection without a commit rolls back.
      T result = work.on(connection);
      connection.commit();
      return result;
    } catch (SQLException e) {
      String message = "database %d: %s".formatted(shard, e.getMessage());
      throw silent(e)
          ? new UnavailableException(message, e)
          : new IllegalStateException(message, e);
    }
  }

  /** Lost connections (08) and shutdowns (57) are not answers; the pool's timeout has no state. */
  private static boolean silent(SQLException e) {
    String state = e.getSQLState();
    return state == null || state.startsWith("08") || state.startsWith("57");
  }

  private ConnectionPool pool(int shard) {
    return pools.computeIfAbsent(shard, absent -> open(env.databases().get(shard)));
  }

  private static ConnectionPool open(URI uri) {
    return new ConnectionPool(Environment.jdbcUrl(uri), CONNECTIONS, PATIENCE, SILENCE);
  }

  @Override
  public void close() {
    pools.values().forEach(ConnectionPool::close);
  }
}
