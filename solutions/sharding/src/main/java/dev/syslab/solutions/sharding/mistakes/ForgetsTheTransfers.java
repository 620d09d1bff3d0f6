package dev.syslab.solutions.sharding.mistakes;

import dev.syslab.solutions.sharding.BucketedOrders;
import dev.syslab.solutions.sharding.Part;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.List;

@Mistake(
    stage = 6,
    summary =
        "moves orders and accounts, but not the records of transfers: a retried transfer is "
            + "made again",
    killedBy = "a_transfer_is_made_once_wherever_its_accounts_move",
    hint = "what-a-bucket-remembers")
public final class ForgetsTheTransfers extends BucketedOrders {
  public ForgetsTheTransfers(Environment env) {
    super(env);
  }

  @Override
  protected List<Part> parts(int bucket) {
    return Part.all(bucket).subList(0, 2);
  }
}
