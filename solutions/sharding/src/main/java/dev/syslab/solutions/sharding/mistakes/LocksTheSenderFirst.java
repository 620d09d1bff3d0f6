package dev.syslab.solutions.sharding.mistakes;

import dev.syslab.solutions.sharding.BucketedOrders;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.sql.Connection;
import java.sql.SQLException;

@Mistake(
    stage = 5,
    summary =
        "in one database, takes from the sender, then adds to the receiver: opposite transfers deadlock",
    killedBy = "opposite_transfers_do_not_stop_each_other",
    hint = "one-order-of-locks")
public final class LocksTheSenderFirst extends BucketedOrders {
  public LocksTheSenderFirst(Environment env) {
    super(env);
  }

  @Override
  protected Void both(Connection connection, Transfer transfer) throws SQLException {
    change(connection, transfer, true);
    change(connection, transfer, false);
    return null;
  }
}
