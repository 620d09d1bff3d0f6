package dev.syslab.subject.sql;

import java.time.Duration;
import org.apache.commons.dbcp2.ConnectionFactory;
import org.apache.commons.dbcp2.PoolableConnection;
import org.apache.commons.dbcp2.PoolableConnectionFactory;
import org.apache.commons.pool2.PooledObject;

/**
 * Tests whether the server of an idle connection still answers, unless the connection was in use
 * just before: that would cost a round trip for each query.
 */
final class ProvenConnections extends PoolableConnectionFactory {
  private static final Duration FRESH = Duration.ofMillis(500);

  /** An idle connection may be dead although the server answers new ones. */
  static final Duration ALIVE = Duration.ofSeconds(1);

  private final Runnable silent;

  /**
   * @param silent called when an idle connection was not answered for {@link #ALIVE}, in the thread
   *     that waited
   */
  ProvenConnections(ConnectionFactory opening, Runnable silent) {
    super(opening, null);
    this.silent = silent;
    setValidationQueryTimeout(ALIVE);
  }

  @Override
  public boolean validateObject(PooledObject<PoolableConnection> connection) {
    if (connection.getIdleDuration().compareTo(FRESH) < 0) {
      return true;
    }
    long began = System.nanoTime();
    if (super.validateObject(connection)) {
      return true;
    }
    if (System.nanoTime() - began >= ALIVE.toNanos()) {
      silent.run();
    }
    return false;
  }
}
