package dev.syslab.solutions.sharding;

import dev.syslab.labs.sharding.InsufficientException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** One database's accounts, in SQL. */
public final class AccountTable {
  private AccountTable() {}

  public static long balance(Connection connection, String customer) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT cents FROM account WHERE customer = ?")) {
      statement.setString(1, customer);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? row.getLong(1) : 0;
      }
    }
  }

  public static void add(Connection connection, String customer, int bucket, long cents)
      throws SQLException {
    run(
        connection,
        "INSERT INTO account AS held VALUES (?, ?, ?)"
            + " ON CONFLICT (customer) DO UPDATE SET cents = held.cents + EXCLUDED.cents",
        customer,
        bucket,
        cents);
  }

  /** Compares and takes in one statement: no other transfer can take the same cents in between. */
  public static void take(Connection connection, String customer, long cents) throws SQLException {
    if (run(
            connection,
            "UPDATE account SET cents = cents - ? WHERE customer = ? AND cents >= ?",
            cents,
            customer,
            cents)
        == 0) {
      throw new InsufficientException("“%s” has less than %d".formatted(customer, cents));
    }
  }

  /**
   * Records the transfer; false if it was recorded before. Waits for a transaction that is about to
   * record it.
   */
  public static boolean note(
      Connection connection, String id, String sender, String receiver, long cents, int bucket)
      throws SQLException {
    return run(
            connection,
            "INSERT INTO transfer VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
            id,
            sender,
            receiver,
            cents,
            bucket)
        == 1;
  }

  public static int run(Connection connection, String sql, Object... values) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      return statement.executeUpdate();
    }
  }
}
