package dev.syslab.solutions.sharding.mistakes;

import dev.syslab.labs.sharding.ShardMap;
import dev.syslab.solutions.sharding.BucketedOrders;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 5,
    summary = "locks the sender, then the receiver: two opposite transfers wait for each other",
    killedBy = "opposite_transfers_do_not_stop_each_other",
    hint = "one-order-of-locks")
public final class LocksTheSenderFirst extends BucketedOrders {
  public LocksTheSenderFirst(Environment env) {
    super(env);
  }

  @Override
  protected void make(ShardMap map, Transfer transfer, int from, int to) {
    databases.in(
        from,
        here -> {
          change(here, transfer, true);
          return databases.in(
              to,
              there -> {
                change(there, transfer, false);
                return null;
              });
        });
  }
}
