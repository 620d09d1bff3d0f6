package dev.syslab.solutions.sharding.mistakes;

import dev.syslab.solutions.sharding.BucketedOrders;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.sql.Connection;

@Mistake(
    stage = 6,
    summary = "two movers of one bucket: the slower one writes old balances over new ones",
    killedBy = "two_moves_of_one_bucket_do_not_undo_each_other",
    hint = "one-mover-at-a-time")
public final class LetsTwoMove extends BucketedOrders {
  public LetsTwoMove(Environment env) {
    super(env);
  }

  @Override
  protected void lockMover(Connection connection, String function, int bucket) {}
}
