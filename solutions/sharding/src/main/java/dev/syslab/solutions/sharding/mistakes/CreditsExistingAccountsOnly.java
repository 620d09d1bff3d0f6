package dev.syslab.solutions.sharding.mistakes;

import dev.syslab.solutions.sharding.AccountTable;
import dev.syslab.solutions.sharding.BucketedOrders;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.sql.Connection;
import java.sql.SQLException;

@Mistake(
    stage = 5,
    summary =
        "UPDATE for the receiver: where there is no account yet, no row changes and the cents are gone",
    killedBy = "a_transfer_moves_cents_between_two_accounts",
    hint = "take-here-add-there")
public final class CreditsExistingAccountsOnly extends BucketedOrders {
  public CreditsExistingAccountsOnly(Environment env) {
    super(env);
  }

  @Override
  protected void add(Connection connection, Transfer transfer) throws SQLException {
    AccountTable.run(
        connection,
        "UPDATE account SET cents = cents + ? WHERE customer = ?",
        transfer.cents(),
        transfer.receiver());
  }
}
