package dev.syslab.solutions.sharding.mistakes;

import dev.syslab.solutions.sharding.BucketedOrders;
import dev.syslab.solutions.sharding.KeyHash;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 3,
    summary = "gives each bucket the shard of its hash: some shards get half more than others",
    killedBy = "a_first_map_gives_each_shard_its_part",
    hint = "the-first-map")
public final class HashesTheBuckets extends BucketedOrders {
  public HashesTheBuckets(Environment env) {
    super(env);
  }

  @Override
  protected int firstShard(int bucket, int shards) {
    return (int) Long.remainderUnsigned(KeyHash.mix(bucket), shards);
  }
}
