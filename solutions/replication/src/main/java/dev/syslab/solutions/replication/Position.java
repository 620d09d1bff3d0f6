package dev.syslab.solutions.replication;

import dev.syslab.labs.replication.Servers;
import dev.syslab.labs.replication.Token;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in the primary's log: bytes since its beginning, as a number without a sign.
 *
 * @param cluster whose log it is
 */
public record Position(String cluster, long bytes) {
  private static final Pattern LSN = Pattern.compile("([0-9A-Fa-f]{1,8})/([0-9A-Fa-f]{1,8})");

  /**
   * What the primary has written, in memory or on disk, or what a replica has replayed. With {@code
   * synchronous_commit = off}, a transaction is visible before its commit is on disk.
   */
  private static final String ASK =
      "SELECT (SELECT id FROM cluster), CASE WHEN pg_is_in_recovery()"
          + " THEN pg_last_wal_replay_lsn() ELSE pg_current_wal_insert_lsn() END";

  public static Position of(Connection connection) throws SQLException {
    return of(connection, ASK);
  }

  /**
   * @param ask returns the cluster and a position in its log
   */
  public static Position of(Connection connection, String ask) throws SQLException {
    List<String> row = Servers.run(connection, List.of(ask)).get(0).rows().get(0);
    return of(new Token(row.get(0), row.get(1)));
  }

  public static Position of(Token token) {
    Matcher halves = LSN.matcher(token.position());
    Check.that(halves.matches(), "the token's position is no log position, such as 16/B374D848");
    long high = Long.parseLong(halves.group(1), 16);
    return new Position(token.cluster(), high << 32 | Long.parseLong(halves.group(2), 16));
  }

  public Token token() {
    return new Token(cluster, "%X/%X".formatted(bytes >>> 32, bytes & 0xFFFFFFFFL));
  }

  /**
   * Whether everything up to the other position is visible at this one.
   *
   * @throws IllegalArgumentException if they are places in different logs
   */
  public boolean reaches(Position other) {
    Check.that(cluster.equals(other.cluster), "the token is of another cluster");
    return Long.compareUnsigned(bytes, other.bytes) >= 0;
  }
}
