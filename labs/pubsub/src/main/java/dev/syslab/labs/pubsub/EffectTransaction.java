package dev.syslab.labs.pubsub;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * One transaction on the tables of effects. Closing it without {@link #commit} rolls it back.
 * Given; not to be edited.
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
   * Notes that a role acts on an upload. If another transaction has noted the same and not ended
   * yet, waits until it has.
   *
   * @return false if that was noted and committed before
   */
  public boolean first(Role role, String uploadId) {
    return change(
            "INSERT INTO processed VALUES (?, ?) ON CONFLICT DO NOTHING", role.name(), uploadId)
        == 1;
  }

  /** Does what the role does with an upload; does it again if called again. */
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

  /** Rolls back unless it was committed, and gives the connection back. */
  @Override
  public void close() {
    try (connection) {
      if (!committed) {
        connection.rollback();
      }
    } catch (SQLException e) {
      // A connection that is lost rolls back by itself, or has committed before.
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
