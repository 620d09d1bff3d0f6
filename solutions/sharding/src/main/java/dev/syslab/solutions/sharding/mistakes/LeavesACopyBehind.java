package dev.syslab.solutions.sharding.mistakes;

import dev.syslab.solutions.sharding.BucketedOrders;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 6,
    summary =
        "changes the map and deletes nothing: queries over all databases see the bucket twice",
    killedBy = "a_moved_bucket_is_in_its_new_database_and_in_no_other",
    hint = "all-of-a-bucket")
public final class LeavesACopyBehind extends BucketedOrders {
  public LeavesACopyBehind(Environment env) {
    super(env);
  }

  @Override
  protected void clean(int bucket, int shard) {}
}
