package dev.syslab.labs.pubsub;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * One transaction on the tables of effects. Closing it without {@link #commit} rolls it back.
 * Provided; do not edit it.
 *
 * <p>Every method throws {@link DatabaseException} if PostgreSQL does not answer, and {@link
 * RefusedException} if it answers with an error.
 */
public final class EffectTransaction implements AutoCloseable {
  private final Connection connection;
  private boolean committed;

  EffectTransaction(Connection connection) throws SQLException {
    this.connection = connection;
    connection.setAutoCommit(false);
  }

  /**
   * Records that a role acts on an upload. If another transaction has recorded the same and has not
   * ended yet, waits until it has.
   *
   * @return false if that was recorded and committed before
   */
  public boolean first(Role role, String uploadId) {
    return change(
            "INSERT INTO processed VALUES (?, ?) ON CONFLICT DO NOTHING", role.name(), uploadId)
        == 1;
  }

  /** Carries out the role's effect of an upload; a second call carries it out again. */
  public void apply(Role role, Upload upload) {
    if (role == Role.INDEXER) {
      change(
          "INSERT INTO indexed (upload_id, owner, content, bytes) VALUES (?, ?, ?, ?)",
          upload.id(),
          upload.owner(),
          upload.content(),
          upload.bytes());
    } else {
      change(
          "INSERT INTO owner_total AS held VALUES (?, 1, ?) ON CONFLICT (owner) DO UPDATE"
              + " SET uploads = held.uploads + 1, bytes = held.bytes + EXCLUDED.bytes",
          upload.owner(),
          upload.bytes());
    }
  }

  /** Commits. When this returns, the effects are durable and everybody sees them. */
  public void commit() {
    try {
      connection.commit();
      committed = true;
    } catch (SQLException e) {
      throw Effects.failure(e);
    }
  }

  /** Rolls back unless it was committed, and returns the connection to the pool. */
  @Override
  public void close() {
    try (connection) {
      if (!committed) {
        connection.rollback();
      }
    } catch (SQLException e) {
      // A lost connection rolls back by itself, unless it has already committed.
    }
  }

  private int change(String sql, Object... values) {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      return statement.executeUpdate();
    } catch (SQLException e) {
      throw Effects.failure(e);
    }
  }
}
