package dev.syslab.labs.replication;

import dev.syslab.subject.Environment;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * At most eight connections to one server, for {@link Servers}. A call that finds none idle opens
 * one itself: it learns at once if the server refuses, and does not wait for other calls'
 * connections. Given; not to be edited.
 */
final class Pool implements AutoCloseable {
  private static final int CONNECTIONS = 8;
  private static final int FREE_SECONDS = 3;

  /** An idle connection may lead nowhere, although the server answers new ones. */
  private static final int ALIVE_SECONDS = 1;

  /** For each answer while a connection is opened: a busy server is slow, but not silent. */
  private static final int OPEN_SECONDS = 3;

  private static final int SILENT_SECONDS = 5;

  private final String url;
  private final Semaphore free = new Semaphore(CONNECTIONS, true);
  private final ConcurrentLinkedDeque<Connection> idle = new ConcurrentLinkedDeque<>();
  private volatile boolean closed;

  Pool(URI uri) {
    this.url = Environment.jdbcUrl(uri);
  }

  /** A connection to a server that answers, to be given back. */
  Connection take() throws SQLException {
    awaitFree();
    try {
      return idleOrNew();
    } catch (SQLException | RuntimeException e) {
      free.release();
      throw e;
    }
  }

  private void awaitFree() throws SQLException {
    try {
      if (free.tryAcquire(FREE_SECONDS, TimeUnit.SECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SQLTransientConnectionException("interrupted", e);
    }
    throw new SQLTransientConnectionException(
        "all %d connections were in use for %d s".formatted(CONNECTIONS, FREE_SECONDS));
  }

  private Connection idleOrNew() throws SQLException {
    int seconds = OPEN_SECONDS;
    for (Connection one = idle.poll(); one != null; one = idle.poll()) {
      long began = System.nanoTime();
      if (one.isValid(ALIVE_SECONDS)) {
        return one;
      }
      one.close();
      if (System.nanoTime() - began >= TimeUnit.SECONDS.toNanos(ALIVE_SECONDS)) {
        // The others are no better, and each would take as long.
        closeIdle();
        seconds = OPEN_SECONDS - ALIVE_SECONDS;
      }
    }
    return open(seconds);
  }

  private Connection open(int seconds) throws SQLException {
    PGSimpleDataSource database = new PGSimpleDataSource();
    database.setUrl(url);
    database.setConnectTimeout(seconds);
    database.setSocketTimeout(seconds);
    Connection connection = database.getConnection();
    connection.setNetworkTimeout(Runnable::run, (int) TimeUnit.SECONDS.toMillis(SILENT_SECONDS));
    return connection;
  }

  /** Rolls back what was not committed; a connection that is broken is given up. */
  void giveBack(Connection connection) {
    try {
      if (!connection.isClosed()) {
        if (!connection.getAutoCommit()) {
          connection.rollback();
        }
        connection.clearWarnings();
        connection.setAutoCommit(true);
        idle.push(connection);
      }
    } catch (SQLException e) {
      closeQuietly(connection);
    } finally {
      free.release();
      if (closed) {
        closeIdle();
      }
    }
  }

  private void closeIdle() {
    for (Connection one = idle.poll(); one != null; one = idle.poll()) {
      closeQuietly(one);
    }
  }

  private static void closeQuietly(Connection connection) {
    try {
      connection.close();
    } catch (SQLException e) {
      // It is of no use in either case.
    }
  }

  @Override
  public void close() {
    closed = true;
    closeIdle();
  }
}
