package dev.syslab.solutions.sharding.mistakes;

import dev.syslab.solutions.sharding.BucketedOrders;
import dev.syslab.solutions.sharding.Part;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

@Mistake(
    stage = 6,
    summary =
        "deletes the bucket when it is copied; if it dies before the map changes, the bucket is gone",
    killedBy = "a_move_whose_process_dies_loses_nothing_and_a_rerun_completes_it",
    hint = "dies-anywhere")
public final class DeletesBeforeItSwitches extends BucketedOrders {
  public DeletesBeforeItSwitches(Environment env) {
    super(env);
  }

  @Override
  protected void depart(List<Part> parts, Connection from, long epoch) throws SQLException {
    for (Part part : parts) {
      part.delete(from);
    }
    super.depart(parts, from, epoch);
  }
}
