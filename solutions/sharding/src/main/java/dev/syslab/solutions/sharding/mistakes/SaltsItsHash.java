package dev.syslab.solutions.sharding.mistakes;

import dev.syslab.solutions.sharding.BucketedOrders;
import dev.syslab.solutions.sharding.KeyHash;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.Random;

@Mistake(
    stage = 1,
    summary = "a random salt against chosen keys, drawn by each process for itself",
    killedBy = "every_process_finds_a_key_on_the_same_shard",
    hint = "same-everywhere")
public final class SaltsItsHash extends BucketedOrders {
  private static final long SALT = new Random().nextLong();

  public SaltsItsHash(Environment env) {
    super(env);
  }

  @Override
  protected int shardOf(String key, int shards) {
    return (int) Long.remainderUnsigned(KeyHash.mix(KeyHash.of(key) ^ SALT), shards);
  }
}
