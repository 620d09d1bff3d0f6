package dev.syslab.solutions.sharding.mistakes;

import dev.syslab.labs.sharding.Move;
import dev.syslab.solutions.sharding.BucketedOrders;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.List;
import java.util.stream.IntStream;

@Mistake(
    stage = 3,
    summary = "each bucket goes to the remainder of its number: nearly all buckets move",
    killedBy = "a_plan_moves_as_few_buckets_as_possible",
    hint = "fewest-moves")
public final class PlansByRemainder extends BucketedOrders {
  public PlansByRemainder(Environment env) {
    super(env);
  }

  @Override
  protected List<Move> moves(List<Integer> map, int shards) {
    return IntStream.range(0, map.size())
        .filter(bucket -> map.get(bucket) != bucket % shards)
        .mapToObj(bucket -> new Move(bucket, bucket % shards))
        .toList();
  }
}
