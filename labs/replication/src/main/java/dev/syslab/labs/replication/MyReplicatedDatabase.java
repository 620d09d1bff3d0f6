package dev.syslab.labs.replication;

import dev.syslab.subject.Environment;
import dev.syslab.subject.NotImplemented;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Yours to write: stages 1 to 6. */
public final class MyReplicatedDatabase extends MyFailover {

  public MyReplicatedDatabase(Environment env) {
    super(env);
  }

  @Override // TODO 1
  public Answer write(List<String> statements) {
    throw new NotImplemented(1, "check the statements, and run them on the primary");
  }

  @Override // TODO 1
  public Answer read(List<String> statements) {
    throw new NotImplemented(
        1, "run them on a replica or, if that is not possible, on the primary");
  }

  @Override // TODO 2
  public List<ReplicaLag> lags() {
    throw new NotImplemented(2, "ask the replicas and the primary for their positions, subtract");
  }

  @Override // TODO 2
  public Answer readWithin(long bytes, List<String> statements) {
    throw new NotImplemented(2, "as read, but only on replicas that are close enough");
  }

  @Override // TODO 3: compare positions. TODO 4: a token for reads, too. TODO 5: wait.
  public Answer readAfter(Optional<Token> after, Duration patience, List<String> statements) {
    throw new NotImplemented(3, "read on a replica that has replayed the token, or the primary");
  }

  @Override // TODO 6
  public Answer writeDurably(Duration patience, List<String> statements) {
    throw new NotImplemented(6, "as write, and return once a replica has stored it, too");
  }
}
