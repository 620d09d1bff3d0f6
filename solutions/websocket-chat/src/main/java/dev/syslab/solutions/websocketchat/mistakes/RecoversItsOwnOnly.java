package dev.syslab.solutions.websocketchat.mistakes;

import dev.syslab.labs.websocketchat.Position;
import dev.syslab.solutions.websocketchat.ChatNode;
import dev.syslab.solutions.websocketchat.Connection;
import dev.syslab.solutions.websocketchat.SharedLog;
import dev.syslab.solutions.websocketchat.SharedRoom;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.HashSet;
import java.util.Set;

@Mistake(
    stage = 7,
    summary = "recovers users whom this process has seen before, and no others",
    killedBy = "who_comes_back_is_sent_exactly_what_was_missed_at_every_node",
    hint = "from-where-it-was")
public final class RecoversItsOwnOnly extends ChatNode {
  public RecoversItsOwnOnly(Environment env) {
    super(env);
  }

  @Override
  protected SharedRoom room(String name, SharedLog log) {
    return new SharedRoom(name, log) {
      private final Set<String> seen = new HashSet<>();

      @Override
      public synchronized void join(Connection connection, Position since) {
        boolean known = !seen.add(connection.user());
        super.join(connection, known || since == null ? since : new Position("", 0));
      }
    };
  }
}
