package dev.syslab.solutions.sharding.mistakes;

import dev.syslab.labs.sharding.Move;
import dev.syslab.solutions.sharding.BucketedOrders;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.List;

@Mistake(
    stage = 3,
    summary =
        "a map may name a shard that has no database: its orders can be neither stored nor found",
    killedBy = "a_change_with_one_bad_move_changes_nothing",
    hint = "all-or-nothing")
public final class AcceptsAnyShard extends BucketedOrders {
  public AcceptsAnyShard(Environment env) {
    super(env);
  }

  @Override
  protected void checkMoves(List<Move> moves) {
    super.checkMoves(
        moves.stream()
            .map(move -> new Move(move.bucket(), Math.min(move.shard(), databases.count() - 1)))
            .toList());
  }
}
