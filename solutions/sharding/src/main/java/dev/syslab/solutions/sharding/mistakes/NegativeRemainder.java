package dev.syslab.solutions.sharding.mistakes;

import dev.syslab.solutions.sharding.BucketedOrders;
import dev.syslab.solutions.sharding.KeyHash;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 1,
    summary = "% keeps the sign of a negative hash, and so half of the keys have a shard below 0",
    killedBy = "every_process_finds_a_key_on_the_same_shard",
    hint = "same-everywhere")
public final class NegativeRemainder extends BucketedOrders {
  public NegativeRemainder(Environment env) {
    super(env);
  }

  @Override
  protected int shardOf(String key, int shards) {
    return (int) (KeyHash.of(key) % shards);
  }
}
