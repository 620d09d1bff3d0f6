package dev.syslab.solutions.sharding.mistakes;

import dev.syslab.solutions.sharding.BucketedOrders;
import dev.syslab.solutions.sharding.KeyHash;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 1,
    summary = "mixes hashCode: keys with the same one, such as Aa and BB, all go to one shard",
    killedBy = "keys_are_spread_evenly_and_alike_in_every_process",
    hint = "hash-every-character")
public final class MixesTheHashCode extends BucketedOrders {
  public MixesTheHashCode(Environment env) {
    super(env);
  }

  @Override
  protected int shardOf(String key, int shards) {
    return (int) Long.remainderUnsigned(KeyHash.mix(key.hashCode()), shards);
  }
}
