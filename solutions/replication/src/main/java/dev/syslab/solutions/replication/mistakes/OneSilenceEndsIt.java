package dev.syslab.solutions.replication.mistakes;

import dev.syslab.labs.replication.Answer;
import dev.syslab.labs.replication.UnavailableException;
import dev.syslab.solutions.replication.LogPositions;
import dev.syslab.solutions.replication.Position;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.List;
import java.util.Optional;

@Mistake(
    stage = 5,
    summary = "a replica that dies during the wait ends it with an error",
    killedBy = "a_replica_that_dies_during_the_wait_does_not_end_it",
    hint = "go-on-without-it")
public final class OneSilenceEndsIt extends LogPositions {
  public OneSilenceEndsIt(Environment env) {
    super(env);
  }

  @Override
  protected Optional<Answer> run(int replica, Position after, List<String> statements) {
    try {
      return super.run(replica, after, statements);
    } catch (UnavailableException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }
}
