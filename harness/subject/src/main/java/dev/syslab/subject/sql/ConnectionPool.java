package dev.syslab.subject.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.apache.commons.dbcp2.PoolableConnection;
import org.apache.commons.dbcp2.PoolingDataSource;
import org.apache.commons.pool2.impl.GenericObjectPool;
import org.apache.commons.pool2.impl.GenericObjectPoolConfig;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Connections to one PostgreSQL database, for the classes that a lab provides. A call that finds no
 * idle connection opens one in its own thread: it learns at once if the server refuses, and on a
 * busy machine it waits no longer than opening takes. No connection is opened before it is needed.
 * Thread-safe.
 */
public final class ConnectionPool implements AutoCloseable {
  private final GenericObjectPool<PoolableConnection> pool;
  private final PoolingDataSource<PoolableConnection> connections;
  private final Duration patience;
  private final ThreadLocal<Boolean> waited = ThreadLocal.withInitial(() -> false);

  /**
   * A pool that has no connections yet.
   *
   * @param url of the database, for JDBC
   * @param most the maximum number of open connections, at least 1
   * @param patience how long to wait for another call's connection and, while a connection is being
   *     opened, for each of the server's answers; whole seconds, at least 2
   * @param silence how long an open connection waits for each of the server's answers, in whole
   *     seconds; zero forever
   */
  public ConnectionPool(String url, int most, Duration patience, Duration silence) {
    this(bound -> open(url, bound, silence), most, patience);
  }

  /** Opens connections. */
  interface Opening {
    /**
     * Opens one.
     *
     * @param bound how long to wait for each of the server's answers
     */
    Connection within(Duration bound) throws SQLException;
  }

  ConnectionPool(Opening opening, int most, Duration patience) {
    this.patience = patience;
    ProvenConnections proven = new ProvenConnections(() -> opening.within(left()), this::wasSilent);
    GenericObjectPoolConfig<PoolableConnection> config = new GenericObjectPoolConfig<>();
    config.setMaxTotal(most);
    config.setMaxIdle(most);
    config.setMaxWait(patience);
    config.setFairness(true);
    config.setTestOnBorrow(true);
    config.setJmxEnabled(false);
    this.pool =
        new GenericObjectPool<>(proven, config) {
          // Called when a connection has broken. If the connection were replaced although no caller
          // waits for one, a caller that has just waited for a silent server would wait a second
          // time.
          @Override
          public void addObject() throws Exception {
            if (getNumWaiters() > 0) {
              super.addObject();
            }
          }
        };
    proven.setPool(pool);
    this.connections = new PoolingDataSource<>(pool);
    // Unwrapping gives access to PostgreSQL's own interface.
    connections.setAccessToUnderlyingConnectionAllowed(true);
  }

  /** This thread has waited for an idle connection, and will open a new one next. */
  private void wasSilent() {
    waited.set(true);
    // The other idle connections are no better, and testing each would take as long.
    pool.clear();
  }

  private Duration left() {
    boolean before = waited.get();
    waited.remove();
    return before ? patience.minus(ProvenConnections.ALIVE) : patience;
  }

  private static Connection open(String url, Duration bound, Duration silence) throws SQLException {
    PGSimpleDataSource database = new PGSimpleDataSource();
    database.setUrl(url);
    // The labs' servers support neither, and each attempt would wait for a silent server again.
    database.setSslmode("disable");
    database.setGssEncMode("disable");
    database.setConnectTimeout((int) bound.toSeconds());
    database.setSocketTimeout((int) bound.toSeconds());
    Connection connection = database.getConnection();
    connection.setNetworkTimeout(Runnable::run, (int) silence.toMillis());
    return connection;
  }

  /**
   * A connection in auto-commit mode. Closing it rolls back what was not committed, and returns it
   * to the pool.
   *
   * @throws SQLException if the server refuses or does not answer, or if all connections were in
   *     use until the patience ended; the last has no SQL state
   */
  public Connection take() throws SQLException {
    return connections.getConnection();
  }

  /** Closes the idle connections; those in use are closed when they are returned. */
  @Override
  public void close() {
    pool.close();
  }
}
