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
    summary = "asks a replica for its position before the read, which may see more",
    killedBy = "a_token_is_for_what_the_read_has_seen_at_its_end",
    hint = "after-the-read")
public final class AsksBeforeTheRead extends LogPositions {
  public AsksBeforeTheRead(Environment env) {
    super(env);
  }

  @Override
  protected Answer run(int server, List<String> statements) {
    if (server == primary()) {
      return super.run(server, statements);
    }
    return servers.in(
        server,
        connection -> {
          Position before = Position.of(connection);
          return new Answer(answer(connection, statements).results(), Optional.of(before.token()));
        });
  }
}
