package dev.syslab.solutions.replication.mistakes;

import dev.syslab.labs.replication.ControlPlane.Name;
import dev.syslab.solutions.replication.LogPositions;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;

@Mistake(
    stage = 7,
    summary = "looks the primary up once, and knows it forever",
    killedBy = "when_a_host_dies_clients_go_on_with_another_server",
    hint = "ask-for-the-name")
public final class CachesTheName extends LogPositions {
  public CachesTheName(Environment env) {
    super(env);
  }

  private Name first;

  @Override
  protected synchronized Name name() {
    if (first == null) {
      first = super.name();
    }
    return first;
  }
}
