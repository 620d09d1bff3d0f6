package dev.syslab.solutions.sharding.mistakes;

import dev.syslab.solutions.sharding.BucketedOrders;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 1,
    summary = "the remainder of hashCode: over 31 shards, only the last character of a key counts",
    killedBy = "keys_are_spread_evenly_whatever_they_have_in_common",
    hint = "hash-every-character")
public final class HashesTheHashCode extends BucketedOrders {
  public HashesTheHashCode(Environment env) {
    super(env);
  }

  @Override
  protected int shardOf(String key, int shards) {
    return Math.floorMod(key.hashCode(), shards);
  }
}
