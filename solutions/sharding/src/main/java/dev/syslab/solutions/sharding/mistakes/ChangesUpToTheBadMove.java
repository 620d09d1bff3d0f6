package dev.syslab.solutions.sharding.mistakes;

import dev.syslab.labs.sharding.Move;
import dev.syslab.labs.sharding.ShardMap;
import dev.syslab.solutions.sharding.BucketedOrders;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.List;

@Mistake(
    stage = 3,
    summary = "checks each move when its turn comes, and each is a change of its own",
    killedBy = "a_change_with_one_bad_move_changes_nothing",
    hint = "all-or-nothing")
public final class ChangesUpToTheBadMove extends BucketedOrders {
  public ChangesUpToTheBadMove(Environment env) {
    super(env);
  }

  @Override
  public ShardMap assign(long epoch, List<Move> moves) {
    if (moves.isEmpty()) {
      return super.assign(epoch, moves);
    }
    ShardMap map = null;
    for (Move move : moves) {
      map = super.assign(map == null ? epoch : map.epoch(), List.of(move));
    }
    return new ShardMap(epoch + 1, map.shards());
  }
}
