package dev.syslab.solutions.replication.mistakes;

import dev.syslab.solutions.replication.LogPositions;
import dev.syslab.solutions.replication.Position;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

@Mistake(
    stage = 2,
    summary = "a replica that does not answer is as near as when it last did",
    killedBy = "a_silent_replica_is_unknown_and_is_left_out",
    hint = "unknown-is-too-far")
public final class KeepsTheLastLag extends LogPositions {
  public KeepsTheLastLag(Environment env) {
    super(env);
  }

  private final Map<Integer, Optional<Position>> last = new ConcurrentHashMap<>();

  @Override
  protected Map<Integer, Optional<Position>> positions() {
    Map<Integer, Optional<Position>> positions = super.positions();
    positions.replaceAll(
        (server, position) ->
            position.isPresent() ? position : last.getOrDefault(server, Optional.empty()));
    last.putAll(positions);
    return positions;
  }
}
