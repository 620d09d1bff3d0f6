package dev.syslab.solutions.sharding.mistakes;

import dev.syslab.solutions.sharding.BucketedOrders;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.sql.Connection;

@Mistake(
    stage = 5,
    summary = "does not check whether the transfer was made: a retried one is made twice",
    killedBy = "a_transfer_moves_cents_once_however_often_it_is_tried",
    hint = "a-transfer-has-a-name")
public final class MovesAgain extends BucketedOrders {
  public MovesAgain(Environment env) {
    super(env);
  }

  @Override
  protected boolean note(Connection connection, Transfer transfer) {
    return true;
  }
}
