package dev.syslab.solutions.sharding.mistakes;

import dev.syslab.solutions.sharding.BucketedOrders;
import dev.syslab.solutions.sharding.TwoPhase;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

@Mistake(
    stage = 5,
    summary =
        "recovery rolls back what is prepared and tells nobody: a live coordinator commits "
            + "the rest",
    killedBy = "recovery_beside_a_living_transfer_leaves_its_answer_true",
    hint = "recovery-decides-too")
public final class RollsBackTheLiving extends BucketedOrders {
  public RollsBackTheLiving(Environment env) {
    super(env);
  }

  @Override
  protected boolean decideLate(TwoPhase name, Connection home) throws SQLException {
    try (PreparedStatement statement =
        home.prepareStatement("SELECT FROM decision WHERE name = ? AND committed")) {
      statement.setString(1, name.id());
      return statement.executeQuery().next();
    }
  }
}
