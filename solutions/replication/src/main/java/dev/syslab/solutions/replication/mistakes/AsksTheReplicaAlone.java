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
    summary =
        "compares what a replica has received and replayed: both stand still if it is cut off",
    killedBy = "a_replica_that_is_cut_off_from_the_primary_is_left_out",
    hint = "ask-both-sides")
public final class AsksTheReplicaAlone extends LogPositions {
  public AsksTheReplicaAlone(Environment env) {
    super(env);
  }

  private static final String BOTH =
      "SELECT pg_wal_lsn_diff(pg_last_wal_receive_lsn(), pg_last_wal_replay_lsn())";

  @Override
  public List<ReplicaLag> lags() {
    return super.lags().stream()
        .map(
            lag -> lag.bytes().isEmpty() ? lag : new ReplicaLag(lag.server(), behind(lag.server())))
        .toList();
  }

  private Optional<Long> behind(int server) {
    List<Rows> answer = servers.in(server, connection -> Servers.run(connection, List.of(BOTH)));
    return Optional.of(Long.parseLong(answer.get(0).rows().get(0).get(0)));
  }
}
