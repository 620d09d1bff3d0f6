package dev.syslab.solutions.replication.mistakes;

import dev.syslab.labs.replication.Answer;
import dev.syslab.solutions.replication.LogPositions;
import dev.syslab.solutions.replication.Position;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

@Mistake(
    stage = 5,
    summary = "waits inside of a transaction: those who wait have all connections",
    killedBy = "while_many_calls_wait_others_go_on",
    hint = "wait-with-empty-hands")
public final class WaitsWithAConnection extends LogPositions {
  public WaitsWithAConnection(Environment env) {
    super(env);
  }

  @Override
  protected Answer readAfter(Position after, Duration patience, List<String> statements) {
    long end = System.nanoTime() + patience.toNanos();
    for (int replica : replicasInTurn()) {
      Optional<Answer> answer =
          servers.in(
              replica,
              connection -> {
                while (!Position.of(connection).reaches(after)) {
                  if (System.nanoTime() > end) {
                    return Optional.empty();
                  }
                  pause(TimeUnit.MILLISECONDS.toNanos(20));
                }
                return Optional.of(answer(connection, statements));
              });
      if (answer.isPresent()) {
        return answer.get();
      }
    }
    return runOnPrimary(after, statements);
  }
}
