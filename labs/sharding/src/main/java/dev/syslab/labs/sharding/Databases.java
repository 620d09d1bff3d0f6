package dev.syslab.labs.sharding;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.syslab.subject.Environment;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Connections to the databases, which are numbered from 0. Connections are opened only when they
 * are needed, so stages 1 and 2 run without any. Thread-safe. Provided; do not edit it.
 */
public final class Databases implements AutoCloseable {
  private static final int CONNECTIONS = 4;
  private static final long CONNECT_MILLIS = 3_500;
  private static final int SILENT_SECONDS = 4;

  private final Environment env;
  private final ConcurrentMap<Integer, HikariDataSource> pools = new ConcurrentHashMap<>();

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
   * An exception of your own passes through unchanged after the rollback. Gives up after about 6 s
   * at most.
   *
   * @throws UnavailableException if the database does not answer; if that was during the commit,
   *     the outcome is unknown
   * @throws IllegalStateException if the database answers with an error; the message is the
   *     database's
   */
  public <T> T in(int shard, Work<T> work) {
    try (Connection connection = pool(shard).getConnection()) {
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

  private HikariDataSource pool(int shard) {
    return pools.computeIfAbsent(shard, absent -> open(env.databases().get(shard)));
  }

  private static HikariDataSource open(URI uri) {
    PGSimpleDataSource database = new PGSimpleDataSource();
    database.setUrl(Environment.jdbcUrl(uri));
    database.setConnectTimeout(SILENT_SECONDS);
    database.setSocketTimeout(SILENT_SECONDS);
    HikariConfig config = new HikariConfig();
    config.setDataSource(database);
    config.setMaximumPoolSize(CONNECTIONS);
    config.setMinimumIdle(0);
    config.setInitializationFailTimeout(-1);
    config.setConnectionTimeout(CONNECT_MILLIS);
    config.setValidationTimeout(CONNECT_MILLIS / 2);
    return new HikariDataSource(config);
  }

  @Override
  public void close() {
    pools.values().forEach(HikariDataSource::close);
  }
}
