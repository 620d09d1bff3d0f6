package dev.syslab.solutions.sharding.mistakes;

import dev.syslab.solutions.sharding.BucketedOrders;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.stream.IntStream;
import java.util.stream.Stream;

@Mistake(
    stage = 1,
    summary = "hashes the key with a number for each way: two ways may get the same shard",
    killedBy = "a_celebrity_gets_as_many_different_shards_as_asked",
    hint = "different-shards")
public final class SaltsTheCelebrity extends BucketedOrders {
  public SaltsTheCelebrity(Environment env) {
    super(env);
  }

  @Override
  protected Stream<Integer> others(String key, int shards) {
    return IntStream.range(1, 10_000).mapToObj(way -> shardOf(key + "#" + way, shards));
  }
}
