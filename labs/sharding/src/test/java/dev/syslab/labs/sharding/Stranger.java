package dev.syslab.labs.sharding;

import static dev.syslab.kit.Assertions.assertThat;

import dev.syslab.kit.Postgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;

/**
 * A prepared transaction that no transfer has made. It would keep its database from being dropped.
 */
record Stranger(Postgres database, String name) implements AutoCloseable {

  static Stranger in(Postgres database) throws SQLException {
    String name = "stranger-" + UUID.randomUUID();
    try (Connection judge = database.connect();
        Statement statement = judge.createStatement()) {
      judge.setAutoCommit(false);
      statement.execute("CREATE TABLE strangers (id int)");
      statement.execute("PREPARE TRANSACTION '" + name + "'");
    }
    return new Stranger(database, name);
  }

  private boolean there() {
    return database.number("SELECT count(*) FROM pg_prepared_xacts WHERE gid = ?", name) == 1;
  }

  void expectThere() {
    assertThat(there())
        .as("whether another application's prepared transaction is still there after recover()")
        .isTrue();
  }

  @Override
  public void close() {
    if (there()) {
      database.script("ROLLBACK PREPARED '" + name + "'");
    }
  }
}
