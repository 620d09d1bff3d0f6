package dev.syslab.solutions.sharding.mistakes;

import dev.syslab.solutions.sharding.BucketedOrders;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 5,
    summary = "leaves prepared transactions for an operator: they keep their locks for ever",
    killedBy = "a_transfer_whose_process_dies_is_made_as_a_whole_or_not_at_all",
    hint = "promise-decide-do")
public final class RecoversNothing extends BucketedOrders {
  public RecoversNothing(Environment env) {
    super(env);
  }

  @Override
  public void recover() {}
}
