package dev.syslab.solutions.pubsub;

import dev.syslab.labs.pubsub.Effects;
import dev.syslab.labs.pubsub.Upload;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Announcements are stored in the same database as the uploads: one transaction writes both. A
 * relay sends them afterwards, and marks them when Kafka has confirmed them. If it dies in between,
 * the next one sends them again.
 *
 * <p>Only one relay sends at a time, across all servers: two that shared the rows would overtake
 * each other. The lock belongs to the transaction, so it ends with its relay. A relay looks for
 * rows that are not marked, not for positions above the last: a position is assigned before the
 * commit, and a lower one may become visible later.
 */
public class Outbox {
  private static final long LOCK = 7_001;
  private static final int PAGE = 100;

  protected final Effects effects;

  public Outbox(Effects effects) {
    this.effects = effects;
  }

  /** A row to send. */
  public record Row(long position, Upload upload) {}

  public void save(Upload upload) throws SQLException {
    try (Connection connection = effects.connection()) {
      connection.setAutoCommit(false);
      try {
        write(connection, upload);
        connection.commit();
      } finally {
        rollBack(connection);
      }
    }
  }

  protected void write(Connection connection, Upload upload) throws SQLException {
    execute(
        connection,
        "INSERT INTO upload VALUES (?, ?, ?, ?)",
        upload.id(),
        upload.owner(),
        upload.content(),
        upload.bytes());
    execute(connection, "INSERT INTO outbox (upload_id) VALUES (?)", upload.id());
  }

  /**
   * Sends a page.
   *
   * @param send returns when Kafka has confirmed all of it
   * @return how many rows were sent
   */
  public int relay(Consumer<List<Upload>> send) throws SQLException {
    try (Connection connection = effects.connection()) {
      connection.setAutoCommit(false);
      try {
        List<Row> rows = locked(connection) ? next(connection) : List.of();
        if (!rows.isEmpty()) {
          send(connection, rows, send);
        }
        connection.commit();
        return rows.size();
      } finally {
        rollBack(connection);
      }
    }
  }

  protected void send(Connection connection, List<Row> rows, Consumer<List<Upload>> send)
      throws SQLException {
    send.accept(rows.stream().map(Row::upload).toList());
    mark(connection, rows);
  }

  protected boolean locked(Connection connection) throws SQLException {
    try (PreparedStatement lock =
            connection.prepareStatement("SELECT pg_try_advisory_xact_lock(" + LOCK + ")");
        ResultSet answer = lock.executeQuery()) {
      return answer.next() && answer.getBoolean(1);
    }
  }

  protected List<Row> next(Connection connection) throws SQLException {
    return rows(
        connection,
        "SELECT position, id, owner, content, bytes FROM outbox JOIN upload ON id = upload_id"
            + " WHERE NOT sent ORDER BY position LIMIT "
            + PAGE);
  }

  protected static List<Row> rows(Connection connection, String sql) throws SQLException {
    List<Row> rows = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(sql);
        ResultSet found = select.executeQuery()) {
      while (found.next()) {
        rows.add(
            new Row(
                found.getLong(1),
                new Upload(
                    found.getString(2), found.getString(3), found.getString(4), found.getLong(5))));
      }
    }
    return rows;
  }

  protected void mark(Connection connection, List<Row> rows) throws SQLException {
    for (Row row : rows) {
      execute(connection, "UPDATE outbox SET sent = true WHERE position = ?", row.position());
    }
  }

  private static void execute(Connection connection, String sql, Object... values)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      statement.executeUpdate();
    }
  }

  /** Nothing is left to roll back after a commit. */
  private static void rollBack(Connection connection) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      // A lost connection has been rolled back, unless it had already committed.
    }
  }
}
