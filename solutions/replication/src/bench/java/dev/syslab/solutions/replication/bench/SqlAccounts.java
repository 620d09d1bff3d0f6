package dev.syslab.solutions.replication.bench;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;

/** The same statements through JDBC. */
abstract class SqlAccounts implements Accounts {
  /** As many as the lab's {@code Servers} has for each server. */
  private static final int CONNECTIONS = 8;

  private final String name;

  SqlAccounts(String name) {
    this.name = name;
  }

  static HikariDataSource pool(String url) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setMaximumPoolSize(CONNECTIONS);
    return new HikariDataSource(config);
  }

  abstract DataSource forWrites();

  abstract DataSource forReads();

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final void set(Client client, long cents) throws SQLException {
    try (Connection connection = forWrites().getConnection();
        PreparedStatement update =
            connection.prepareStatement("UPDATE account SET cents = ? WHERE name = ?")) {
      update.setLong(1, cents);
      update.setString(2, client.account);
      update.executeUpdate();
    }
  }

  @Override
  public final Seen cents(Client client) throws SQLException {
    try (Connection connection = forReads().getConnection();
        PreparedStatement query = connection.prepareStatement(QUERY + "?")) {
      query.setString(1, client.account);
      try (ResultSet rows = query.executeQuery()) {
        rows.next();
        return new Seen(rows.getLong(1), rows.getBoolean(2));
      }
    }
  }
}
