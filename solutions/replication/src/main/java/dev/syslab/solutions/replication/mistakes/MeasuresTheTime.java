package dev.syslab.solutions.replication.mistakes;

import dev.syslab.labs.replication.ReplicaLag;
import dev.syslab.labs.replication.Rows;
import dev.syslab.labs.replication.Servers;
import dev.syslab.solutions.replication.LogPositions;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.List;
import java.util.Optional;

@Mistake(
    stage = 2,
    summary = "leaves out a replica that has replayed nothing for a second: there was nothing",
    killedBy = "an_idle_replica_stays",
    hint = "nothing-to-replay")
public final class MeasuresTheTime extends LogPositions {
  public MeasuresTheTime(Environment env) {
    super(env);
  }

  private static final String SINCE =
      "SELECT coalesce(now() - pg_last_xact_replay_timestamp() > interval '1 s', false)";

  @Override
  public List<ReplicaLag> lags() {
    return super.lags().stream()
        .map(lag -> lag.bytes().isPresent() && late(lag.server()) ? unknown(lag) : lag)
        .toList();
  }

  private boolean late(int server) {
    List<Rows> answer = servers.in(server, connection -> Servers.run(connection, List.of(SINCE)));
    return answer.get(0).rows().get(0).get(0).equals("t");
  }

  private static ReplicaLag unknown(ReplicaLag lag) {
    return new ReplicaLag(lag.server(), Optional.empty());
  }
}
