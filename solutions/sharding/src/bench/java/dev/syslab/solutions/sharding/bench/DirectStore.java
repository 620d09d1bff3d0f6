package dev.syslab.solutions.sharding.bench;

import com.zaxxer.hikari.HikariDataSource;
import dev.syslab.subject.Environment;
import javax.sql.DataSource;

/** One database, one query, no routing: what a look-up costs at least. */
final class DirectStore extends SqlStore {
  static final String NAME = "direct JDBC";

  /** ShardingSphere's orders are in the same table, below. */
  private static final long FIRST_ID = 1_000_000;

  private final HikariDataSource database;

  DirectStore(Environment env) {
    super(NAME, FIRST_ID);
    this.database = pool(env.jdbcUrl());
  }

  @Override
  DataSource source() {
    return database;
  }

  @Override
  public void close() {
    database.close();
  }
}
