package dev.syslab.solutions.replication.mistakes;

import dev.syslab.solutions.replication.LogPositions;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 8,
    summary = "orders a copy, and leaves the rest to it",
    killedBy = "a_copy_that_breaks_off_is_made_again",
    hint = "until-it-streams")
public final class OrdersOnce extends LogPositions {
  public OrdersOnce(Environment env) {
    super(env);
  }

  @Override
  public void rejoin(int server) {
    control.copy(server);
  }
}
