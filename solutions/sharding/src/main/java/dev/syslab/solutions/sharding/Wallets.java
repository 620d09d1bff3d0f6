package dev.syslab.solutions.sharding;

import dev.syslab.subject.Environment;
import java.util.List;

/** Stage 5: balances of accounts. */
public abstract class Wallets extends Pages {
  protected Wallets(Environment env) {
    super(env);
  }

  @Override
  public void deposit(String customer, long cents) {
    Check.key(customer);
    Check.between("cents", cents, 1, MOST_AMOUNT);
    routed(
        map ->
            databases.in(
                shardFor(map.shards(), customer),
                connection -> {
                  enter(connection, map, List.of(customer));
                  AccountTable.add(connection, customer, bucket(customer), cents);
                  return null;
                }));
  }

  @Override
  public long balance(String customer) {
    Check.key(customer);
    return routed(
        map ->
            databases.in(
                shardFor(map.shards(), customer),
                connection -> {
                  long cents = AccountTable.balance(connection, customer);
                  checkRead(connection, map, customer);
                  return cents;
                }));
  }
}
