package dev.syslab.solutions.sharding.mistakes;

import dev.syslab.labs.sharding.Move;
import dev.syslab.solutions.sharding.BucketedOrders;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.ArrayList;
import java.util.List;

@Mistake(
    stage = 3,
    summary = "the first shards get the parts that are rounded up, although others have that many",
    killedBy = "a_plan_moves_as_few_buckets_as_possible",
    hint = "fewest-moves")
public final class RoundsTheFirstUp extends BucketedOrders {
  public RoundsTheFirstUp(Environment env) {
    super(env);
  }

  @Override
  protected List<Move> moves(List<Integer> map, int shards) {
    List<Integer> room = new ArrayList<>();
    for (int shard = 0; shard < shards; shard++) {
      room.add(map.size() / shards + (shard < map.size() % shards ? 1 : 0));
    }
    List<Integer> leaving = new ArrayList<>();
    for (int bucket = 0; bucket < map.size(); bucket++) {
      int shard = map.get(bucket);
      if (shard < shards && room.get(shard) > 0) {
        room.set(shard, room.get(shard) - 1);
      } else {
        leaving.add(bucket);
      }
    }
    List<Move> moves = new ArrayList<>();
    for (int shard = 0, next = 0; shard < shards; shard++) {
      for (int i = 0; i < room.get(shard); i++) {
        moves.add(new Move(leaving.get(next++), shard));
      }
    }
    return moves;
  }
}
