package dev.syslab.solutions.websocketchat.mistakes;

import dev.syslab.solutions.websocketchat.ChatNode;
import dev.syslab.solutions.websocketchat.Connection;
import dev.syslab.solutions.websocketchat.Drain;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 8,
    summary =
        "closes all connections in the same instant, so that all come back in the same instant",
    killedBy = "a_node_that_drains_lets_nobody_in_and_closes_little_by_little",
    hint = "not-all-at-once")
public final class ClosesAllAtOnce extends ChatNode {
  public ClosesAllAtOnce(Environment env) {
    super(env);
    drain =
        new Drain() {
          @Override
          protected void sendAway(Connection connection, double part) {
            super.sendAway(connection, 0);
          }
        };
  }
}
