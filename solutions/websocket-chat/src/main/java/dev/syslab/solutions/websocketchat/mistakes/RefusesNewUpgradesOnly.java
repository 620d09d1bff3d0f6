package dev.syslab.solutions.websocketchat.mistakes;

import dev.syslab.solutions.websocketchat.ChatNode;
import dev.syslab.solutions.websocketchat.Connection;
import dev.syslab.solutions.websocketchat.RedisCalls;
import dev.syslab.solutions.websocketchat.Sessions;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.Set;

@Mistake(
    stage = 8,
    summary = "refuses sessions that have ended at the upgrade, and lets open connections be",
    killedBy = "a_logout_ends_its_open_connections_at_every_node_and_no_others",
    hint = "open-connections-end-too")
public final class RefusesNewUpgradesOnly extends ChatNode {
  public RefusesNewUpgradesOnly(Environment env) {
    super(env);
  }

  @Override
  protected Sessions sessions() {
    return new Sessions(new RedisCalls(env.redis())) {
      @Override
      protected void hangUp(Set<Connection> connections) {}
    };
  }
}
