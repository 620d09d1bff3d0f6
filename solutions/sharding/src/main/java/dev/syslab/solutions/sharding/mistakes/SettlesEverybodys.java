package dev.syslab.solutions.sharding.mistakes;

import dev.syslab.solutions.sharding.BucketedOrders;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

@Mistake(
    stage = 5,
    summary = "recovery rolls back whatever is prepared in the database, its own or not",
    killedBy = "a_transfer_whose_process_dies_is_made_as_a_whole_or_not_at_all",
    hint = "promise-decide-do")
public final class SettlesEverybodys extends BucketedOrders {
  public SettlesEverybodys(Environment env) {
    super(env);
  }

  @Override
  public void recover() {
    super.recover();
    for (int shard = 0; shard < databases.count(); shard++) {
      databases.in(shard, SettlesEverybodys::rollBackAll);
    }
  }

  private static Void rollBackAll(Connection connection) throws SQLException {
    connection.setAutoCommit(true);
    try (Statement statement = connection.createStatement();
        Statement second = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT gid FROM pg_prepared_xacts WHERE database = current_database()")) {
      while (rows.next()) {
        second.execute("ROLLBACK PREPARED '" + rows.getString(1) + "'");
      }
    }
    connection.setAutoCommit(false);
    return null;
  }
}
