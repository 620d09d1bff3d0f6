package dev.syslab.solutions.sharding.mistakes;

import dev.syslab.solutions.sharding.AccountTable;
import dev.syslab.solutions.sharding.BucketedOrders;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.sql.Connection;
import java.sql.SQLException;

@Mistake(
    stage = 5,
    summary = "reads the balance, compares, then takes: two transfers see the same cents",
    killedBy = "of_several_transfers_of_the_whole_balance_one_succeeds",
    hint = "compare-and-take")
public final class LooksThenTakes extends BucketedOrders {
  public LooksThenTakes(Environment env) {
    super(env);
  }

  @Override
  protected void take(Connection connection, Transfer transfer) throws SQLException {
    if (AccountTable.balance(connection, transfer.sender()) < transfer.cents()) {
      throw new dev.syslab.labs.sharding.InsufficientException("too little");
    }
    AccountTable.run(
        connection,
        "UPDATE account SET cents = cents - ? WHERE customer = ?",
        transfer.cents(),
        transfer.sender());
  }
}
