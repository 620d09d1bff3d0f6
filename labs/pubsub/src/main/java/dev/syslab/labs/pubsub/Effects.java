package dev.syslab.labs.pubsub;

import dev.syslab.subject.Environment;
import dev.syslab.subject.sql.ConnectionPool;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/**
 * The tables in which an upload's effects become visible. Thread-safe. Provided; do not edit it.
 */
public final class Effects implements AutoCloseable {
  private static final int CONNECTIONS = 8;
  private static final Duration PATIENCE = Duration.ofSeconds(4);

  private final ConnectionPool pool;

  public Effects(Environment env) {
    this.pool = new ConnectionPool(env.jdbcUrl(), CONNECTIONS, PATIENCE, Duration.ZERO);
  }

  /**
   * Begins a transaction. Use it in a try-with-resources statement.
   *
   * @throws DatabaseException if PostgreSQL does not answer
   */
  public EffectTransaction begin() {
    try {
      return new EffectTransaction(pool.take());
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  /**
   * Translates an error from PostgreSQL. A lost connection (08), a rollback such as after a
   * deadlock (40) and a shutdown (57) are not refusals.
   *
   * @return a {@link RefusedException} or a {@link DatabaseException}
   */
  public static RuntimeException failure(SQLException e) {
    String state = e.getSQLState();
    boolean answered =
        state != null
            && !state.startsWith("08")
            && !state.startsWith("40")
            && !state.startsWith("57");
    return answered
        ? new RefusedException(e.getMessage(), e)
        : new DatabaseException(e.getMessage(), e);
  }

  /**
   * A connection for statements of your own; closing it returns it to the pool.
   *
   * @throws SQLException if PostgreSQL does not answer
   */
  public Connection connection() throws SQLException {
    return pool.take();
  }

  @Override
  public void close() {
    pool.close();
  }
}
