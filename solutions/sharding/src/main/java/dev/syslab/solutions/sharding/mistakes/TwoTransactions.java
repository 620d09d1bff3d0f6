package dev.syslab.solutions.sharding.mistakes;

import dev.syslab.labs.sharding.ShardMap;
import dev.syslab.solutions.sharding.BucketedOrders;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.sql.Connection;
import java.sql.SQLException;

@Mistake(
    stage = 5,
    summary = "takes in one transaction and adds in another: a crash in between loses the cents",
    killedBy = "a_transfer_whose_process_dies_is_made_as_a_whole_or_not_at_all",
    hint = "promise-decide-do")
public final class TwoTransactions extends BucketedOrders {
  public TwoTransactions(Environment env) {
    super(env);
  }

  @Override
  protected void make(ShardMap map, Transfer transfer, int from, int to) {
    databases.in(from, connection -> changed(connection, transfer, true));
    databases.in(to, connection -> changed(connection, transfer, false));
  }

  private Void changed(Connection connection, Transfer transfer, boolean sender)
      throws SQLException {
    change(connection, transfer, sender);
    return null;
  }
}
