package dev.syslab.solutions.replication.mistakes;

import dev.syslab.labs.replication.Answer;
import dev.syslab.solutions.replication.LogPositions;
import dev.syslab.solutions.replication.Position;
import dev.syslab.subject.Environment;
import dev.syslab.subject.Mistake;
import java.util.List;
import java.util.Optional;

@Mistake(
    stage = 4,
    summary = "stays with one replica instead of moving the token: the next process has another",
    killedBy = "a_session_never_goes_back_to_what_was_before",
    hint = "reads-move-the-token-too")
public final class StaysWithItsReplica extends LogPositions {
  private final int id;

  public StaysWithItsReplica(Environment env) {
    super(env);
    this.id = env.id();
  }

  @Override
  protected List<Integer> replicasInTurn() {
    return List.of(1 + id % 2, 2 - id % 2);
  }

  @Override
  protected Answer run(int server, List<String> statements) {
    Answer answer = super.run(server, statements);
    return server == primary() ? answer : new Answer(answer.results(), Optional.empty());
  }

  @Override
  protected Optional<Answer> run(int replica, Position after, List<String> statements) {
    return super.run(replica, after, statements)
        .map(answer -> new Answer(answer.results(), Optional.of(after.token())));
  }
}
